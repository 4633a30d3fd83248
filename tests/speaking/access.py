ROUTES = {
    "GET /agendas/<int:agenda_id>/speakers": "agenda.view",
    "POST /agendas/<int:agenda_id>/speakers": "agenda.run",
    "POST /agendas/<int:agenda_id>/speakers/floor": "agenda.run",
    "POST /agendas/<int:agenda_id>/speakers/done": "agenda.run",
    "POST /agendas/<int:agenda_id>/speakers/take-off": "agenda.run",
    "POST /agendas/<int:agenda_id>/speakers/spoke": "agenda.run",
}
HOLDERS = {}
