"""What posts, states and lines of the log are called."""

from ntfc.i18n import _
from ntfc_client_coordinators.rules.assigning import Reason, Side, State
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.portfolio import Candidate, Level, Talk
from ntfc_client_coordinators.rules.posts import Label, Post

LABELS = {
    Label.COORDINATOR: _("Coordinator"),
    Label.AMBASSADOR: _("Ambassador"),
    Label.ACCOUNT_MANAGER: _("Account manager"),
    Label.CLIENT_MANAGER: _("Client manager"),
}
POSTS = {
    Post.MANAGER: _("Team manager"),
    Post.COORDINATOR: _("Answers for firms"),
    Post.SECTION: _("Section of the back office"),
    Post.AUDITOR: _("Auditor"),
}
LEVELS = {Level.SMALL: _("Small"), Level.MEDIUM: _("Medium"), Level.LARGE: _("Large")}
TALKS = {
    Talk.DAILY: _("A daily matter"),
    Talk.OPERATIONAL: _("Operational meeting"),
    Talk.STRATEGIC: _("Strategic meeting"),
    Talk.OUTLINE: _("Outline talk"),
    Talk.VISIT: _("Visit to the firm"),
}
CANDIDATES = {
    Candidate.NONE: _("Not a candidate"),
    Candidate.INFORMED: _("Informed of the programme"),
    Candidate.PREPARING: _("Preparing"),
    Candidate.ASSESSED: _("Self-assessment done"),
    Candidate.APPLIED: _("Applied"),
    Candidate.CERTIFIED: _("Certified"),
}
STATES = {
    State.PLANNED: _("Planned"),
    State.MENTORING: _("Learning beside the predecessor"),
    State.ACTIVE: _("Answers for the firm"),
    State.HANDOVER: _("Handing over"),
    State.ENDED: _("Ended"),
}
TONES = {State.ACTIVE: "success", State.HANDOVER: "warning", State.ENDED: "neutral"}
STEPS = {
    State.MENTORING: _("Begin the mentoring"),
    State.ACTIVE: _("Let this person answer for the firm"),
    State.HANDOVER: _("Begin the handover"),
    State.ENDED: _("End it"),
}
REASONS = {
    Reason.ROTATION: _("Rotation"),
    Reason.EXCHANGE: _("Exchange of portfolios"),
    Reason.ABSENCE: _("Absence"),
    Reason.CONFLICT: _("Conflict of interest"),
    Reason.FIRM_LEFT: _("The firm left"),
}
SIDES = {
    Side.LEAVING: _("Who leaves"),
    Side.COMING: _("Who comes"),
    Side.MANAGER: _("Team manager"),
}
KINDS = {
    Kind.STEP: _("Step"),
    Kind.TALK: _("Talk"),
    Kind.COMPLIANCE: _("How the firm keeps the rules"),
    Kind.SIGNAL: _("Signal (read by few)"),
    Kind.IMPROVEMENT: _("Proposal to make it simpler"),
    Kind.NEED: _("Need or trend"),
    Kind.GUIDANCE: _("Guidance towards the programme"),
    Kind.ABROAD: _("Talk with another country"),
    Kind.HOSPITALITY: _("Gift or hospitality that was offered"),
    Kind.MANAGER: _("The team manager was told"),
    Kind.ROLE: _("Weighing one's role"),
    Kind.CONSULTED: _("A colleague was asked"),
    Kind.ANSWER: _("Answer of the committee"),
    Kind.FACTS: _("Facts given from the file"),
}
POST = _("Post in the service for clients")
ASSIGNED = _("Answers, answered or stands in for a firm")
DECLARED = _("Declaration about shares in a firm")
BY_VALUE = {state.value: word for state, word in STATES.items()}


def said(value: str) -> str:
    """Return what a state that stands in the log is called."""
    return BY_VALUE.get(value, value)
