"""What posts, states and lines of the log are called."""

from ntfc.i18n import _
from ntfc.plugins import Setting
from ntfc_client_coordinators.rules import cases, plans
from ntfc_client_coordinators.rules.assigning import Reason, Side, State
from ntfc_client_coordinators.rules.cases import Channel, Part, Topic, Where
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
    Kind.CONSULTED: _("A colleague was asked"),
    Kind.ANSWER: _("Answer of the committee"),
    Kind.PLAN: _("Treatment plan"),
    Kind.AUDIT: _("Audit"),
    Kind.PAPER: _("Authorisation or security"),
    Kind.CHECKED: _("A colleague looked at it"),
    Kind.TOLD: _("The firm was told"),
    Kind.FACTS: _("Facts given from the file"),
}
POST = _("Post in the service for clients")
ASSIGNED = _("Answers, answered or stands in for a firm")
SHARES = {False: _("I have none"), True: _("I have some")}
TOPICS = {
    Topic.QUESTION: _("Question"),
    Topic.PROBLEM: _("Problem"),
    Topic.SIMPLER: _("Simplification"),
    Topic.REFUND: _("Refund or special payment"),
    Topic.ASSESSMENT: _("Additional assessment"),
    Topic.AUTHORISATION: _("Authorisation"),
    Topic.APPEAL: _("Objection or appeal"),
}
CHANNELS = {
    Channel.PHONE: _("Phone"),
    Channel.MAIL: _("Mail"),
    Channel.MEETING: _("Meeting"),
    Channel.VISIT: _("Visit"),
    Channel.PLATFORM: _("Platform"),
    Channel.HOTLINE: _("Hotline"),
}
CASE_STATES = {
    cases.State.RECEIVED: _("Received"),
    cases.State.FRONT: _("In the front office"),
    cases.State.SENT: _("Sent to the back office"),
    cases.State.WORKING: _("The back office works on it"),
    cases.State.NEEDS_INFO: _("The back office needs to know more"),
    cases.State.BACK_ANSWERED: _("Answered by the back office"),
    cases.State.REPORTED: _("The firm heard the result"),
    cases.State.ANSWERED: _("Answered directly"),
    cases.State.REDIRECTED: _("Redirected"),
    cases.State.CLOSED: _("Case closed"),
}
CASE_TONES = {
    cases.State.FRONT: "warning",
    cases.State.NEEDS_INFO: "warning",
    cases.State.BACK_ANSWERED: "warning",
    cases.State.REPORTED: "success",
    cases.State.ANSWERED: "success",
    cases.State.CLOSED: "neutral",
}
CASE_STEPS = {
    cases.State.FRONT: _("Open it again"),  # or take it back: see `step_of`
    cases.State.SENT: _("Send it to the back office"),
    cases.State.WORKING: _("Work on it"),
    cases.State.NEEDS_INFO: _("Ask the firm for more"),
    cases.State.BACK_ANSWERED: _("Answer the front office"),
    cases.State.REPORTED: _("Tell the firm the result"),
    cases.State.ANSWERED: _("Answer directly"),
    cases.State.REDIRECTED: _("Redirect it"),
    cases.State.CLOSED: _("Close it"),
}
PARTS = {
    Part.INFORMS: _("I only inform the firm"),
    Part.PREPARES: _("I prepare, a colleague evaluates"),
    Part.STEPS_BACK: _("I step back"),
}
PLACES = {
    Where.APPEAL: _("Those who decide on appeals"),
    Where.DISPUTE: _("Settlement of disputes"),
    Where.COMMITTEE: _("The committee"),
    Where.INTELLIGENCE: _("Intelligence"),
}
RISKS = {Level.LARGE: _("High"), Level.MEDIUM: _("Medium"), Level.SMALL: _("Low")}
RISK_TONES = {Level.LARGE: "danger", Level.MEDIUM: "warning", Level.SMALL: "success"}
PLANS = {
    plans.State.DRAFT: _("Draft"),
    plans.State.HANDED_IN: _("Waits for the team manager"),
    plans.State.DECIDED: _("In force"),
    plans.State.REPLACED: _("Replaced"),
}
PLAN_TONES = {plans.State.DECIDED: "success", plans.State.HANDED_IN: "warning"}
AREAS = {
    plans.Area.ACTIVITY: _("Activity"),
    plans.Area.GOODS: _("Goods"),
    plans.Area.PROCEDURE: _("Procedure"),
    plans.Area.ORGANISATION: _("Organisation"),
}
CONTROLS = {
    plans.Control.PHYSICAL: _("Physical check"),
    plans.Control.DECLARATIONS: _("Verification of declarations"),
    plans.Control.AFTERWARDS: _("Audit after clearance"),
    plans.Control.SYSTEMS: _("Look into the systems of the firm"),
}
AUDITS = {
    plans.Audit.PARTIAL: _("Partial audit"),
    plans.Audit.INITIAL: _("Initial audit"),
    plans.Audit.ACCOUNTING: _("Accounting control"),
    plans.Audit.JOINT: _("Joint audit with another country"),
}
PAPERS = {plans.Paper.AUTHORISATION: _("Authorisation"), plans.Paper.SECURITY: _("Security")}
CYCLES = {
    plans.Cycle.KNOW: _("1. Know the firm"),
    plans.Cycle.ANALYSE: _("2. Analyse"),
    plans.Cycle.FILE: _("3. Make the file"),
    plans.Cycle.VARY: _("4. Vary the controls for three months"),
    plans.Cycle.AGAIN: _("5. Analyse again"),
    plans.Cycle.PREPARE: _("6. Prepare the audit"),
    plans.Cycle.AUDIT: _("7. Audit"),
    plans.Cycle.RESULTS: _("8. Analyse the results"),
    plans.Cycle.PROGRAMME: _("9. Control programme"),
    plans.Cycle.PLAN: _("10. Treatment plan"),
}
AUDITED = _("Audits a firm as a colleague")
PLANNED = _("Wrote or decided on a treatment plan")
EVALUATED = _("Evaluated an authorisation")
CHECKED_BY = _("Looks at a case as a colleague")
HOURS = Setting(
    name="hours",
    title=_("Service hours"),
    about=_(
        "When firms reach whoever answers for them, or who stands in: Sunday to Thursday, 8 to 15."
    ),
)
# What was done, as the trail and the log of a firm say it.
DONE = {
    "firm_added": _("A firm was taken into the service"),
    "firm_left": _("A firm left the service"),
    "firm_back": _("A firm came back to the service"),
    "brought_to_committee": _("A general problem was brought to the committee without names"),
    "firm_updated": _("The file of a firm was brought up to date"),
    "rearranged": _("Substitute or working time for a firm changed"),
    "declared": _("An officer declared about shares in a firm"),
    "precedent_kept": _("A precedent was kept for all colleagues"),
    "plan_begun": _("A version of a treatment plan was begun"),
    "plan_written": _("A treatment plan was written on"),
    "carried_out": _("A control was carried out"),
    "handover_told": _("What is passed on at a handover was written down"),
    "handover_signed": _("A handover was signed"),
}
BY_VALUE = {
    **{s.value: word for s, word in (*STATES.items(), *CASE_STATES.items(), *PLANS.items())},
    **DONE,
}


def clock(minutes: int) -> str:
    """Return how long something took, in the largest units that say enough."""
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return _("%(days)s d %(hours)s h", days=days, hours=hours)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)


def turn_of(start: State, to: State) -> str:
    """Return what a step of an assignment is called."""
    back = (start, to) == (State.HANDOVER, State.ACTIVE)
    return _("Call the handover off") if back else STEPS[to]


def step_of(start: cases.State, to: cases.State) -> str:
    """Return what a step of a case is called."""
    back = to is cases.State.FRONT and start in cases.BACK_OFFICE
    return _("Take it back") if back else CASE_STEPS[to]


def said(value: str) -> str:
    """Return what a state that stands in the log is called."""
    return BY_VALUE.get(value, value)
