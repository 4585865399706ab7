#!/usr/bin/env python3
"""Recompute from the simulator's raw log how far every delivery got, and compare it with the product's reach.

    reconcile.py REQUESTS.jsonl REACH.json        ("-" reads the reach from standard input)

The reach is one object, or a list of them:

    {"alert": 17, "channels": {"push": {"acknowledged": 1, "read": 0, "delivered": 5, "failed": 2, "accepted": 9, ...}}}

Every delivery is counted once, in its highest state; other keys of a channel (planned, waiting, unknown ...) are not the
simulator's to judge and are ignored. Exit status: 0 all figures equal, 1 something differs (a table says what), 2 the
input cannot be used.

States. Evidence belongs to (alert, subscriber, channel, endpoint) and is only ever added: acknowledged > read >
delivered > failed > accepted. A subscriber's endpoints share the delivery: any positive state of one counts for all;
without one, the delivery is accepted while some accepted endpoint has not failed, and failed when none is left.
Evidence counts only when the product said it took it (2xx, or 303 to a posted form); an accepted request counts only
when its answer was sent. Fetching a link is no evidence.

Only the standard library is used, and nothing of the product or of the simulator.
"""

import base64
import json
import struct
import sys

STATES = ("acknowledged", "read", "delivered", "failed", "accepted")
CHANNELS = ("push", "sms", "email")
ACCEPTED, FAILED, DELIVERED, READ, ACKNOWLEDGED = 1, 2, 4, 8, 16

RECEIPTS = {"delivered": DELIVERED, "opened": READ, "acknowledged": ACKNOWLEDGED}
CALLBACKS = {"delivered": DELIVERED, "undelivered": FAILED, "failed": FAILED}


class Unusable(Exception):
    """The input cannot be used."""


def parse_token(token):
    """(alert, ordinal, endpoint) of an 18-byte token: key id 1, alert 4, ordinal 4, step and endpoint 1, HMAC 8."""
    raw = base64.urlsafe_b64decode(token)
    if len(raw) != 18:
        raise Unusable("token: 18 bytes are needed, not %d" % len(raw))
    _, alert, ordinal, step_and_endpoint = struct.unpack(">BIIB", raw[:10])
    return alert, ordinal, step_and_endpoint & 15


def taken(status):
    return 200 <= status < 300 or status == 303


def evidence(entry):
    """What a line of the log proves, 0 when nothing."""
    event = entry["event"]
    if event == "request":
        if entry["outcome"] == "accepted":
            return ACCEPTED
        return FAILED if entry["outcome"] == "refused" and entry.get("permanent") else 0
    if not taken(entry.get("status", -1)):
        return 0
    if event == "receipt":
        return RECEIPTS.get(entry["kind"], 0)
    if event == "callback":
        return CALLBACKS.get(entry["kind"], 0)
    if event == "acknowledge":
        return ACKNOWLEDGED
    return FAILED if event == "bounce" else 0


def read_log(path):
    """Evidence by (alert, ordinal, channel): {endpoint: bits}; and whether the log says that lines were dropped."""
    found = {}
    dropped = 0
    with open(path, encoding="ascii") as log:
        for number, line in enumerate(log, 1):
            try:
                entry = json.loads(line)
            except ValueError as broken:
                raise Unusable("%s, line %d: %s" % (path, number, broken)) from broken
            if entry.get("event") == "dropped":
                dropped += entry["lines"]
                continue
            if not entry.get("token"):
                continue
            alert, ordinal, endpoint = parse_token(entry["token"])
            endpoints = found.setdefault((alert, ordinal, entry["channel"]), {})
            endpoints[endpoint] = endpoints.get(endpoint, 0) | evidence(entry)
    return found, dropped


def state(endpoints):
    """The highest state of a delivery, None when nothing is known."""
    bits = 0
    for each in endpoints.values():
        bits |= each
    if bits & ACKNOWLEDGED:
        return "acknowledged"
    if bits & READ:
        return "read"
    if bits & DELIVERED:
        return "delivered"
    if any(each & ACCEPTED and not each & FAILED for each in endpoints.values()):
        return "accepted"
    return "failed" if bits & FAILED else None


def count(found):
    """Counts by alert, channel and state."""
    counts = {}
    for (alert, _, channel), endpoints in found.items():
        highest = state(endpoints)
        if highest is not None:
            channels = counts.setdefault(alert, {name: dict.fromkeys(STATES, 0) for name in CHANNELS})
            channels[channel][highest] += 1
    return counts


def read_reach(path):
    try:
        if path == "-":
            reach = json.load(sys.stdin)
        else:
            with open(path, encoding="utf-8") as file:
                reach = json.load(file)
    except ValueError as broken:
        raise Unusable("%s: %s" % (path, broken)) from broken
    some = reach if isinstance(reach, list) else [reach]
    for one in some:
        if not isinstance(one, dict) or not isinstance(one.get("alert"), int):
            raise Unusable("%s: alert: a number is needed" % path)
        if not isinstance(one.get("channels"), dict):
            raise Unusable("%s: channels: an object is needed" % path)
        for name in one["channels"]:
            if name not in CHANNELS:
                raise Unusable("%s: channels.%s: no such channel" % (path, name))
    return some


def compare(counts, some):
    """Rows (alert, channel, state, simulator, reach) that differ, and how many figures were compared."""
    rows = []
    compared = 0
    for one in some:
        nothing = dict.fromkeys(STATES, 0)
        ours = counts.get(one["alert"], {})
        for channel in CHANNELS:
            theirs = one["channels"].get(channel, {})
            for name in STATES:
                left = ours.get(channel, nothing)[name]
                right = theirs.get(name, 0)
                compared += 1
                if left != right:
                    rows.append((one["alert"], channel, name, left, right))
    return rows, compared


def main(arguments):
    if len(arguments) != 2:
        print("usage: reconcile.py REQUESTS.jsonl REACH.json", file=sys.stderr)
        return 2
    try:
        found, dropped = read_log(arguments[0])
        rows, compared = compare(count(found), read_reach(arguments[1]))
    except (OSError, KeyError, ValueError, Unusable) as unusable:
        print("reconcile: %s" % unusable, file=sys.stderr)
        return 2
    if dropped:
        print("The raw log lacks %d lines: nothing can be proved from it." % dropped)
        return 1
    if not rows:
        print("%d deliveries in the log; %d figures compared, all equal." % (len(found), compared))
        return 0
    print("%8s  %-6s  %-12s  %10s  %10s  %10s" % ("alert", "on", "state", "simulator", "reach", "difference"))
    for alert, channel, name, left, right in rows:
        print("%8d  %-6s  %-12s  %10d  %10d  %+10d" % (alert, channel, name, left, right, right - left))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
