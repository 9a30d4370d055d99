"""What schemathesis cannot know of Idempotency-Key.

A key that fits the document is refused all the same (422) when it was used before with another
body, and the keys that schemathesis likes, such as "0", are used again and again. So each valid key
is replaced by a new one; a key that is wrong stays, because it is there to be refused.
"""

import itertools
import re

import schemathesis

numbers = itertools.count(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and re.fullmatch("[!#-~][!-~]{0,254}", key):
        case.headers["Idempotency-Key"] = f"schemathesis-{next(numbers)}"
