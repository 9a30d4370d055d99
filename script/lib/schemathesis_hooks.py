"""What schemathesis cannot know: by which token to ask, and how Idempotency-Key is used.

The token comes from FIRSTLINE_TOKEN. It is sent where schemathesis would send one of its own; where
it leaves it out or makes one up, to see it refused, it has its way.

A key that fits the document is refused all the same (422) when it was used before with another
body, and the keys that schemathesis likes, such as "0", are used again and again. So each valid key
is replaced by a new one; a key that is wrong stays, because it is there to be refused.

The token by which it asks is the first of its database. Were it revoked, every later answer would be
401: the second one is revoked in its place.
"""

import itertools
import os
import re

import schemathesis

numbers = itertools.count(1)


@schemathesis.auth()
class Token:
    def get(self, case, context):
        return os.environ["FIRSTLINE_TOKEN"]

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs):
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and re.fullmatch("[!#-~][!-~]{0,254}", key):
        case.headers["Idempotency-Key"] = f"schemathesis-{next(numbers)}"
    if case.operation.path == "/tokens/{id}/revoke":
        number = (case.path_parameters or {}).get("id")
        if re.fullmatch(r"0*1", str(number)):
            case.path_parameters["id"] = 2
