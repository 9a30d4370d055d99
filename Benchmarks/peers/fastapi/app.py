"""A ticket desk as it is usually written in Python: FastAPI, and a pool of asyncpg."""

import base64
import os
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from typing import Annotated

import asyncpg
import orjson
from fastapi import FastAPI, HTTPException, Query, Request, Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from triage import Rules

# In each of two workers; Benchmarks/README.md says what else was tried.
POOL_SIZE = 32
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
COLUMNS = """id, title, description, category, priority, status, triage_decided_by,
    triage_ruleset, triage_matched, created_at, updated_at"""
INSERT = f"""INSERT INTO tickets (title, description, category, priority, triage_decided_by,
    triage_ruleset, triage_matched) VALUES ($1, $2, $3, $4, $5, 1, $6) RETURNING {COLUMNS}"""


class Draft(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
    ]
    description: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20000)
    ]


@asynccontextmanager
async def lifespan(application):
    application.state.rules = Rules(os.environ["RULESET"])
    # asyncpg prepares each statement once for each connection.
    async with asyncpg.create_pool(
        os.environ["DATABASE_URL"], min_size=POOL_SIZE, max_size=POOL_SIZE
    ) as pool:
        application.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/tickets", status_code=201)
async def create(draft: Draft, request: Request):
    state = request.app.state
    category, priority, decided_by, matched = state.rules.triage(
        draft.title, draft.description
    )
    values = (
        draft.title, draft.description, category, priority, decided_by,
        orjson.dumps(matched).decode(),
    )
    async with state.pool.acquire() as connection:
        if priority == "high":
            async with connection.transaction():
                row = await connection.fetchrow(INSERT, *values)
                await connection.execute(
                    "SELECT pg_notify('tickets', $1::bigint::text)", row["id"]
                )
        else:
            row = await connection.fetchrow(INSERT, *values)
    return answer(as_json(row), 201, {"Location": f"/tickets/{row['id']}"})


@app.get("/tickets/{id}")
async def find(id: int, request: Request):
    row = await request.app.state.pool.fetchrow(
        f"SELECT {COLUMNS} FROM tickets WHERE id = $1", id
    )
    if row is None:
        raise HTTPException(404, "there is no such ticket")
    return answer(as_json(row))


@app.get("/tickets")
async def page(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
):
    behind, values = "", [limit + 1]
    if cursor is not None:
        behind = "WHERE (created_at, id) < ($2, $3)"
        values += read_cursor(cursor)
    # One more than asked for tells whether there is another page.
    rows = await request.app.state.pool.fetch(
        f"SELECT {COLUMNS} FROM tickets {behind} ORDER BY created_at DESC, id DESC LIMIT $1",
        *values,
    )
    following = write_cursor(rows[limit - 1]) if len(rows) > limit else None
    return answer({"items": [as_json(row) for row in rows[:limit]], "next_cursor": following})


def as_json(row):
    return {
        "id": row["id"],
        "title": row["title"],
        "description": row["description"],
        "category": row["category"],
        "priority": row["priority"],
        "status": row["status"],
        "triage": {
            "decided_by": row["triage_decided_by"],
            "ruleset": row["triage_ruleset"],
            "matched": orjson.Fragment(row["triage_matched"]),
        },
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
    }


def answer(value, status=200, headers=None):
    """Our own values need no validation on their way out, so they skip FastAPI's."""
    return Response(orjson.dumps(value), status, headers, "application/json")


def write_cursor(row):
    micros = (row["created_at"] - EPOCH) // timedelta(microseconds=1)
    return base64.urlsafe_b64encode(f"{micros}.{row['id']}".encode()).decode()


def read_cursor(text):
    try:
        micros, id = base64.urlsafe_b64decode(text).decode().split(".")
        return [EPOCH + timedelta(microseconds=int(micros)), int(id)]
    except ValueError:
        raise HTTPException(400, "that is no cursor of ours") from None
