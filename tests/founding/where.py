"""Where each fact of a library entry is to be found on the body that was started from it."""

from datetime import date

TODAY = date(2026, 11, 20)
# Mechanisms whose kind of body has another code than the library gives them.
OTHER_CODE = {"advisory_body": "advisory_group", "it_user_group": "user_group"}
ACT_KINDS = {"executive_order": "order"}


def composed(rule, one, matter):
    kept, kind = one.rules, rule["kind"]
    assert rule.keys() <= {"kind", "n"}
    if kind == "parity":
        return kept.parity
    if kind == "per_side" and kept:
        return kept.equal_seats == rule["n"]
    if kind == "associations_only":
        return kept.organisation_kinds == ("business_association",)
    words = {"public_only": "public", "balanced": "balanced", "per_side": "on each side"}
    return one.tells(matter, words[kind], rule.get("n", ""))


def chaired(rule, one, _entry):
    assert rule.keys() <= {"model", "sides", "text", "of", "moderator"}
    (told,) = [s for s in one.suggested if s.matter.value == "chair"]
    assert rule["text"] in told.text
    assert rule.get("of", "") in told.text
    assert not rule.get("moderator") or "moderator" in told.text.casefold()
    assert told.side == ", ".join(rule.get("sides", ()))
    if "of" not in rule:
        return one.has_chairs(rule["model"])
    part = next(
        part for name, part in one.parts.items() if name.casefold() == rule["of"].casefold()
    )
    return part.has_chairs(rule["model"]) and part.tells("chair", rule["text"])


def meets(stated, one, _entry):
    own = [rule for rule in stated if rule.get("meetings", True) and "of" not in rule]
    for rule in stated:
        assert rule.keys() <= {"kind", "n", "months", "of", "meetings"}
        told = one.tells("rhythm", rule.get("n", ""), rule.get("of", ""))
        if own:
            found = one.has_rhythm(rule) if rule is own[0] else told
        elif rule.get("meetings", True):
            parts = {name.casefold(): part for name, part in one.parts.items()}
            found = told and parts.get(rule["of"].casefold(), one).has_rhythm(rule)
        else:
            found = told and (one.rules is None or one.rules.cadence is None)
        if not found:
            return False
    return True


def lasts(term, one, _entry):
    assert term.keys() <= {"of", "years", "months", "weeks", "start", "end", "text"}
    spans = [term[key] for key in ("years", "months", "weeks") if key in term]
    days = [term[key] for key in ("start", "end", "text") if key in term]
    if term["of"] != "body" or not spans:
        whose = {"body": "body", "member": "member", "group": "group", "programme": "programme"}
        return one.tells("term", whose[term["of"]], *spans, *days) and one.terms == []
    (kept,) = one.terms
    months = term.get("years", 0) * 12 + term.get("months", 0)
    year, month = divmod(TODAY.month - 1 + months, 12)
    after = TODAY.replace(year=TODAY.year + year, month=month + 1).toordinal()
    last = date.fromordinal(after + term.get("weeks", 0) * 7 - 1)
    return (kept.starts_on, kept.ends_on) == (TODAY, last) and (
        not days or one.tells("term", *days)
    )


def founded(act, one, _entry):
    assert act.keys() <= {"kind", "number", "date", "draft", "text"}
    body = one.body
    if act.get("draft") and body.state.value != "awaiting_legal_act":
        return False
    day = act.get("date", "")
    if "kind" in act and len(day) in {0, 10}:
        kept = (body.act_kind.value, body.act_number, body.act_title, str(body.act_on or ""))
        kind = ACT_KINDS.get(act["kind"], act["kind"])
        return kept == (kind, act.get("number", ""), act.get("text", ""), day)
    kind = act.get("kind", "").replace("_", " ")
    return one.tells("act", kind, act.get("number", ""), day, act.get("text", ""))


def has_parts(parts, one, _entry):
    return all(has_part(part, one) for part in parts)


def has_part(part, one):
    assert part.keys() <= {
        *("name", "kind", "plural", "count", "per", "under", "purpose", "members", "place"),
        *("ends", "cadence", "cadence_text", "composition"),
    }
    kind = part.get("kind", "")
    texts = [part[key] for key in part if key not in {"kind", "plural", "cadence", "composition"}]
    if part.get("plural"):
        numbers = [rule["n"] for rule in part.get("cadence", ()) if "n" in rule]
        needed = any("n" not in rule for rule in part.get("cadence", ()))
        words = [kind.replace("_", " "), *texts, *numbers, *["as needed"][: int(needed)]]
        shared = part.get("composition")
        return one.tells("group", *words) and (not shared or composed(shared, one, "group"))
    own = one.parts[part["name"]]
    if not kind:
        kind = "pillar" if "pillar" in part["name"] else "other"
        assert kind == "pillar" or own.tells("kind", "does not say")
    about = own.body.about.splitlines()
    return (
        own.kind == OTHER_CODE.get(kind, kind)
        and all(part[key] in about for key in ("purpose", "members") if key in part)
        and all(
            own.tells("particulars", part[key])
            for key in ("per", "under", "place", "ends", "cadence_text")
            if key in part
        )
        and all(own.has_rhythm(rule) for rule in part.get("cadence", ()))
        and ("composition" not in part or composed(part["composition"], own, "particulars"))
    )


def sat(side):
    def found(parties, one, _entry):
        told = [s.text for s in one.suggested if s.matter.value == "party" and s.side == side]
        return told == list(parties)

    return found


def others_sat(sides, one, entry):
    assert all(side.keys() == {"side", "who"} for side in sides)
    return all(sat(side["side"])(side["who"], one, entry) for side in sides)


def column(name):
    return lambda value, one, _entry: getattr(one.body, name) == value


def suggested(matter):
    def found(value, one, _entry):
        return all(
            one.tells(matter, text) for text in ([value] if isinstance(value, str) else value)
        )

    return found


WHERE = {
    "id": column("library_entry"),
    "name": lambda name, one, entry: one.body.name == f"{name} ({entry['id']})",
    "kind": lambda kind, one, _: one.kind == OTHER_CODE.get(kind, kind),
    # The other states are those of the model; a new body is being formed.
    "status": lambda status, one, _: (
        one.body.state.value == (status if status == "awaiting_legal_act" else "being_formed")
    ),
    "country": column("country"),
    "acronym": column("short_name"),
    "place": column("place"),
    "programme": column("parent_programme"),
    "levels": column("levels"),
    "mode": lambda mode, one, _: one.body.mode.value == mode,
    "objectives": lambda lines, one, _: one.objectives == lines,
    "public_side": sat("public"),
    "private_side": sat("private"),
    "other_sides": others_sat,
    "composition": lambda rule, one, _: composed(rule, one, "seats"),
    "chairing": chaired,
    "cadence": meets,
    "cadence_text": suggested("rhythm"),
    "term": lasts,
    "founding_act": founded,
    "sub_bodies": has_parts,
    "rules": suggested("rule"),
    "formats": suggested("format"),
    "secretariat": suggested("secretariat"),
    "appointed_by": suggested("appointed"),
    "nominated_by": suggested("nominated"),
    "native_name": suggested("name"),
    "also_known_as": suggested("name"),
}
