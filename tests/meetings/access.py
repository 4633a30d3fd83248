HEADS = {"secretary", "chair", "vice_chair", "moderator"}
OFFICE = {"secretary"}
HOLDERS = {
    "meeting.list": {"person"},
    # and, once it is called: who reads the papers of one of its bodies, and its guests
    "meeting.view": HEADS,
    "meeting.plan": OFFICE,
    "meeting.edit": OFFICE,
    "meeting.convene": HEADS,
    "meeting.run": HEADS,
    "meeting.attendance": OFFICE,
    "meeting.reply": OFFICE,  # and whoever was invited
    "meeting.proof": HEADS,
    "meeting.letters": OFFICE,
}
