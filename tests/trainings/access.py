ROUTES = {
    "GET /bodies/<int:body_id>/trainings": "body.read_papers",
    "POST /bodies/<int:body_id>/trainings": "training.plan",
    "POST /bodies/<int:body_id>/trainings/came": "training.plan",
}
HOLDERS = {"training.plan": {"secretary", "chair", "vice_chair", "moderator"}}
