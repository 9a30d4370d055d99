"""Computes every metric of reporting.metrics from the definitions in docs/reporting.md, and from
nothing else: a second opinion on the SQL, from the same events.

It reads NDJSON from standard input, each line an object with one member:

    {"event": ...}      a row of ledger.events, in the order of their ids
    {"clock": ...}      a row of reporting.sla_clocks, with "active" as pairs of instants
    {"calendar": ...}   a row of reporting.sla_calendars
    {"incident": ...}   when the ticket of an incident became escalatable, which no event says
    {"question": ...}   the arguments of reporting.metrics

and writes, for each question, an array with a row for each metric and bucket. Standard library
only. Instants are whole microseconds since 1970, so that nothing is rounded before the end.
"""

import json
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)
OPEN = {"open", "in_progress", "waiting", "acknowledged"}
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
PERCENTILES = {"median": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95, "p99": 0.99}

COUNTS = {
    noun + "s_" + what: noun + "s"
    for noun in ("ticket", "incident")
    for what in ("created", "reopened", "opened", "closed")
} | {"incidents_merged": "incidents"}
LEVELS = {"ticket_backlog": "tickets", "incident_backlog": "incidents"}
SECONDS = {
    "first_response", "first_response_business", "tickets_unanswered", "ticket_resolution",
    "ticket_resolution_business", "escalation_lag", "mtta", "mtta_business",
    "incidents_unacknowledged", "mttr_resolve", "mttr_resolve_business",
}
RATIOS = {
    "ticket_reopen_rate", "triage_kept", "reopen_rate", "sla_compliance", "sla_first_response",
    "sla_acknowledgement", "sla_resolution",
}


def instant(text):
    """Microseconds since 1970; None stays None."""
    return None if text is None else (datetime.fromisoformat(text) - EPOCH) // MICROSECOND


class Calendar:
    """When people are there, by the clock on the wall."""

    def __init__(self, row):
        self.zone = ZoneInfo(row["zone"])
        self.holidays = {date.fromisoformat(day) for day in row["holidays"]}
        self.windows = [self.window(text) for text in row["windows"]]

    @staticmethod
    def window(text):
        """`mon-fri 09:00-17:00` as the days of the week and the minutes of the day."""
        days, hours = text.split(" ")
        first, _, last = days.partition("-")
        first, last = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        begin, end = (int(time[:2]) * 60 + int(time[3:]) for time in hours.split("-"))
        return range(first, last + 1), begin, end if end > begin else end + 24 * 60

    def wall(self, day, minutes):
        """The instant at which the clock on the wall shows this."""
        time = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
        return (time.replace(tzinfo=self.zone) - EPOCH) // MICROSECOND

    def counted(self, start, end):
        """The microseconds of the windows between two instants."""
        if end <= start:
            return 0
        spans = set()
        day = (EPOCH + start * MICROSECOND).astimezone(self.zone).date()
        while self.wall(day, 0) < end:
            for days, begin, until in self.windows:
                if day.weekday() in days and day not in self.holidays:
                    spans.add((self.wall(day, begin), self.wall(day, until)))
            day += timedelta(days=1)
        # In what is tested no two windows overlap, and none goes on after midnight.
        return sum(max(0, min(end, until) - max(start, begin)) for begin, until in spans)


class Ledger:
    """All that was read, and what can be asked of it."""

    def __init__(self, lines):
        kinds = defaultdict(list)
        for line in lines:
            for kind, row in json.loads(line).items():
                kinds[kind].append(row)
        self.questions = kinds["question"]
        self.escalatable = {row["id"]: instant(row["at"]) for row in kinds["incident"]}
        calendars = {row["version"]: Calendar(row) for row in kinds["calendar"]}
        self.clocks = kinds["clock"]
        self.calendars = {}
        for clock in sorted(self.clocks, key=lambda clock: clock["id"]):
            subject = clock["subject"], clock["subject_id"]
            self.calendars.setdefault(subject, calendars[clock["calendar"]])
        self.tickets, self.incidents = defaultdict(list), defaultdict(list)
        for event in kinds["event"]:
            event["at"] = instant(event["at"])
            event["before"], event["after"] = event["before"] or {}, event["after"] or {}
            noun = event["kind"].partition(".")[0]
            if noun == "ticket" and event["incident_id"] is None:
                self.tickets[event["ticket_id"]].append(event)
            elif noun == "incident":
                self.incidents[event["incident_id"]].append(event)

    def samples(self, as_of):
        """For each metric, what counts: when it counts, and the figure, which may be unknown."""
        samples = defaultdict(list)
        for subject, lives in (("ticket", self.tickets), ("incident", self.incidents)):
            for number, events in lives.items():
                known = [event for event in events if event["at"] <= as_of]
                if not known:
                    continue
                flow(subject, known, samples)
                calendar = self.calendars.get((subject, number))
                if subject == "ticket":
                    ticket(known, as_of, calendar, samples)
                else:
                    incident(known, as_of, calendar, self.escalatable[number], samples)
        for clock in self.clocks:
            promise(clock, as_of, samples)
        return samples


def change(event):
    """1 where it enters the backlog, -1 where it leaves it, else 0."""
    if "status" not in event["after"]:
        return 0
    return (event["after"]["status"] in OPEN) - (event["before"].get("status") in OPEN)


def flow(noun, events, samples):
    """What came and what went."""
    for event in events:
        at, verb, change_of_backlog = event["at"], event["kind"].partition(".")[2], change(event)
        is_new = verb in ("created", "opened")
        if is_new:
            samples[noun + "s_created"].append((at, 1))
        if change_of_backlog == 1:
            samples[noun + "s_opened"].append((at, 1))
            if not is_new:
                samples[noun + "s_reopened"].append((at, 1))
        if change_of_backlog == -1:
            samples[noun + "s_closed"].append((at, 1))
            if verb == "merged":
                samples["incidents_merged"].append((at, 1))
        if change_of_backlog:
            samples[noun + "_backlog"].append((at, change_of_backlog))


def latest(events, name):
    """What was said last of this member, as far as anything was."""
    said = [event["after"][name] for event in events if event["after"].get(name) is not None]
    return said[-1] if said else None


def took(metric, start, end, calendar, samples):
    """How long something took, on the wall and, where something was promised, in business time."""
    samples[metric].append((start, (end - start) / 1e6))
    if calendar:
        samples[metric + "_business"].append((start, calendar.counted(start, end) / 1e6))


def ticket(events, as_of, calendar, samples):
    start = events[0]["at"]
    is_open = latest(events, "status") in OPEN
    answers, requester = [], None
    for event in events:
        requester = event["after"].get("requester", requester)
        is_public = event["after"].get("visibility") == "public"
        if event["kind"] == "ticket.commented" and is_public and event["actor"] != requester:
            answers.append(event["at"])
    if answers:
        took("first_response", start, min(answers), calendar, samples)
    else:
        age = (as_of - start) / 1e6 if is_open else None
        samples["tickets_unanswered"].append((start, age))
    ends = [event["at"] for event in events if change(event) == -1]
    if not is_open:
        took("ticket_resolution", start, max(ends), calendar, samples)
    if ends:
        returns = [event for event in events[1:] if change(event) == 1]
        samples["ticket_reopen_rate"].append((start, 1 if returns else 0))
    created = events[0]["after"]
    if created["triage"]["decided_by"] != "person":
        kept = latest(events, "category") == created["category"]
        samples["triage_kept"].append((start, 1 if kept else 0))


def incident(events, as_of, calendar, escalatable, samples):
    opened = events[0]["at"]
    if "rule_version" in events[0]["after"] or escalatable < opened:
        samples["escalation_lag"].append((opened, (opened - escalatable) / 1e6))
    if latest(events, "merged_into"):
        return
    taken_over = [event["after"].get("created_at") for event in events]
    start = min([opened] + [instant(text) for text in taken_over if text])
    is_open = latest(events, "status") in OPEN
    acknowledged = [instant(event["after"].get("acknowledged_at")) for event in events]
    acknowledged = [at for at in acknowledged if at is not None]
    if acknowledged:
        took("mtta", start, min(acknowledged), calendar, samples)
    else:
        age = (as_of - start) / 1e6 if is_open else None
        samples["incidents_unacknowledged"].append((start, age))
    if not is_open:
        took("mttr_resolve", start, instant(latest(events, "resolved_at")), calendar, samples)
    verbs = [event["kind"] for event in events]
    if "incident.resolved" in verbs:
        samples["reopen_rate"].append((start, 1 if "incident.reopened" in verbs else 0))


def promise(clock, as_of, samples):
    start, due = instant(clock["started_at"]), instant(clock["due_at"])
    if start > as_of or clock["cancelled_at"] is not None:
        return
    spans = [(instant(begin), instant(end)) for begin, end in clock["active"]]
    past = [span for span in spans if span[0] <= as_of]
    runs = any(end is None or as_of < end for _, end in past)
    ended = as_of if runs else max((end for _, end in past), default=None)
    is_broken = due is not None and ended is not None and due < ended
    if runs and not is_broken:
        return
    for metric in ("sla_compliance", "sla_" + clock["metric"]):
        samples[metric].append((start, 0 if is_broken else 1))


def begins(question):
    """When the buckets begin, by the clock on the wall."""
    since, until = instant(question["from"]), instant(question["to"])
    bucket, zone = question["bucket"], ZoneInfo(question["tz"])
    if bucket == "all":
        return [since]
    day = (EPOCH + since * MICROSECOND).astimezone(zone).date()
    if bucket == "week":
        day -= timedelta(days=day.weekday())
    months = {"month": 1, "quarter": 3, "year": 12}.get(bucket)
    if months:
        day = date(day.year, (day.month - 1) // months * months + 1, 1)
    found = [since]
    while True:
        if months:
            year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
            day = date(year, month + 1, 1)
        else:
            day += timedelta(days=7 if bucket == "week" else 1)
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        begin = (midnight - EPOCH) // MICROSECOND
        if begin >= until:
            return found
        found.append(begin)


def percentile(figures, part):
    """Between the two figures next to the place, in proportion."""
    place = (len(figures) - 1) * part
    low = int(place)
    high = min(low + 1, len(figures) - 1)
    return figures[low] + (figures[high] - figures[low]) * (place - low)


def row(metric, start, end, samples, before, as_of):
    """A row of the answer: n counts what has no figure, too, and nothing else does."""
    figures = sorted(figure for _, figure in samples if figure is not None)
    mean = sum(figures) / len(figures) if figures else None
    row = {"bucket_start": start, "bucket_end": end, "metric": metric, "n": len(samples)}
    if metric in COUNTS:
        return row | {"unit": COUNTS[metric], "value": len(samples)}
    if metric in LEVELS:
        level = before + sum(figures)
        return row | {"unit": LEVELS[metric], "value": level if start <= as_of else None}
    if metric in RATIOS:
        return row | {"unit": "ratio", "value": mean}
    row |= {"unit": "seconds", "value": mean, "mean": mean}
    for name, part in PERCENTILES.items():
        row[name] = percentile(figures, part) if figures else None
    return row | {"max": figures[-1] if figures else None}


def answer(ledger, question):
    """The rows of reporting.metrics."""
    as_of, since, until = (instant(question[name]) for name in ("as_of", "from", "to"))
    samples, starts = ledger.samples(as_of), begins(question)
    ends = starts[1:] + [until]
    rows = []
    for metric in [*COUNTS, *LEVELS, *SECONDS, *RATIOS]:
        for start, end in zip(starts, ends):
            inside = [sample for sample in samples[metric] if start <= sample[0] < end]
            before = sum(figure for at, figure in samples[metric] if metric in LEVELS and at < start)
            rows.append(row(metric, start, end, inside, before, as_of))
    return rows


def main():
    ledger = Ledger(sys.stdin)
    for question in ledger.questions:
        print(json.dumps(answer(ledger, question)))


main()
