"""What states, posts and answers are called."""

from ntfc.i18n import _
from ntfc_golden_list.rules.benefits import Disposition, Group, Measure
from ntfc_golden_list.rules.judging import Answer, Result, Size, Weight
from ntfc_golden_list.rules.lifecycle import Post, State
from ntfc_golden_list.rules.log import Entry, Risk
from ntfc_golden_list.rules.people import Change
from ntfc_golden_list.rules.programme import Exempt, Notice, Recognition, Register, Stage

STATES = {
    State.INTEREST: _("Interested"),
    State.CANDIDATE: _("Candidate"),
    State.SELF_ASSESSMENT: _("Self-assessment"),
    State.APPLICATION: _("Application handed in"),
    State.RETURNED: _("Sent back to be completed"),
    State.VETTING: _("Reviewed by customs"),
    State.VALIDATION_PLANNED: _("Visit being planned"),
    State.VALIDATION: _("Being visited"),
    State.IMPROVEMENT: _("Improving"),
    State.DECISION: _("Waiting for the decision"),
    State.CERTIFIED: _("Certified"),
    State.MONITORING: _("In operation"),
    State.CLASS_CHANGE: _("Change of class"),
    State.REVALIDATION: _("Looked at again"),
    State.SUSPENDED: _("Suspended"),
    State.REMOVED: _("Status withdrawn by customs"),
    State.REJECTED: _("Refused"),
    State.APPEAL: _("Under appeal"),
    State.SURRENDERED: _("Status given up"),
    State.WITHDRAWN: _("Application taken back"),
    State.DROPPED: _("No longer interested"),
    State.LAPSED: _("Lapsed"),
}
TONES = {
    State.CERTIFIED: "success",
    State.MONITORING: "success",
    State.SUSPENDED: "warning",
    State.RETURNED: "warning",
    State.IMPROVEMENT: "warning",
    State.REMOVED: "danger",
    State.REJECTED: "danger",
}
STEPS = {
    State.INTEREST: _("Begin anew"),
    State.CANDIDATE: _("Take as a candidate"),
    State.SELF_ASSESSMENT: _("Begin the self-assessment"),
    State.APPLICATION: _("Hand the application in"),
    State.RETURNED: _("Send it back to be completed"),
    State.VETTING: _("It is complete: review the firm"),
    State.VALIDATION_PLANNED: _("Plan a visit"),
    State.VALIDATION: _("Begin the visit"),
    State.IMPROVEMENT: _("Ask for improvements"),
    State.DECISION: _("Pass it on for the decision"),
    State.CERTIFIED: _("Certify the firm"),
    State.MONITORING: _("Put it into operation"),
    State.CLASS_CHANGE: _("Change the class"),
    State.REVALIDATION: _("Look at it again"),
    State.SUSPENDED: _("Suspend the status"),
    State.REMOVED: _("Withdraw the status"),
    State.REJECTED: _("Refuse"),
    State.APPEAL: _("Appeal"),
    State.SURRENDERED: _("Give the status up"),
    State.WITHDRAWN: _("Take the application back"),
    State.DROPPED: _("Close the file"),
    State.LAPSED: _("Let it lapse"),
}
POSTS = {
    Post.HEAD: _("Head of the programme"),
    Post.DESK: _("Desk"),
    Post.COORDINATOR: _("Coordinator"),
    Post.VETTING: _("Vetting"),
    Post.VALIDATOR: _("Validator"),
    Post.DECIDER: _("Decision maker"),
    Post.CENTRAL: _("Central unit"),
    Post.APPEAL: _("Appeal body"),
}
AREAS = {
    "compliance": _("Compliance record"),
    "records": _("Records and internal control"),
    "finance": _("Financial viability"),
    "security": _("Security"),
    "persons": _("Persons"),
    "portfolio": _("Business"),
    "certificates": _("Certificates held already"),
}
ANSWERS = {
    Answer.YES: _("Yes"),
    Answer.NO: _("No"),
    Answer.PLANNED: _("Planned by a day"),
}
RESULTS = {
    Result.MET: _("Met"),
    Result.PLANNED: _("To be improved by a day"),
    Result.NOT_MET: _("Not met"),
    Result.INACCURATE: _("What the firm said is not so"),
}
RESULT_TONES = {
    Result.MET: "success",
    Result.PLANNED: "warning",
    Result.NOT_MET: "danger",
    Result.INACCURATE: "danger",
}
WEIGHTS = {
    Weight.FUNDAMENTAL: _("fundamental"),
    Weight.IMPORTANT: _("important"),
    Weight.DESIRABLE: _("desirable"),
}
SIZES = {Size.SMALL: _("Small"), Size.MEDIUM: _("Medium"), Size.LARGE: _("Large")}
REGISTERS = {
    Register.NONE: _("Nothing"),
    Register.COUNTS: _("Numbers only"),
    Register.FULL: _("Names and certificates"),
}
STAGES = {
    Stage.BUILDING: _("Being built"),
    Stage.PILOT: _("Pilot"),
    Stage.FULL: _("In full operation"),
}
GROUPS = {
    Group.LEAD_TIME: _("Lead time and predictability"),
    Group.DATA: _("Data and how they are submitted"),
    Group.RELATIONS: _("Relations and quality"),
    Group.RESULTS: _("Results for trade: measured, not granted"),
}
MEASURES = {
    Measure.FEW_DOCUMENTS: _("Few documents and data"),
    Measure.FEW_INSPECTIONS: _("Few inspections"),
    Measure.RAPID_RELEASE: _("Rapid release"),
    Measure.DEFERRED_PAYMENT: _("Deferred payment"),
    Measure.GUARANTEES: _("Comprehensive or reduced guarantees"),
    Measure.SINGLE_DECLARATION: _("One declaration for a period"),
    Measure.AT_PREMISES: _("Clearance at the premises"),
}
DISPOSITIONS = {
    Disposition.ACCEPTED: _("Taken up"),
    Disposition.LATER: _("Later"),
    Disposition.REFUSED: _("Refused"),
}
RECOGNITIONS = {
    Recognition.EXPLORED: _("Being explored"),
    Recognition.COMPARED: _("Programmes being compared"),
    Recognition.AGREED: _("Agreed"),
    Recognition.IN_FORCE: _("In force"),
    Recognition.ENDED: _("Ended"),
}
EXEMPTIONS = {
    Exempt.REGIONAL: _("Programmes of a region that were designed together"),
    Exempt.EARLY_BILATERAL: _("Two countries that agreed on it early"),
}
PHASES = (
    _("Decision and commitment"),
    _("Preface and analysis"),
    _("Strategic planning"),
    _("Pilot"),
    _("Monitoring and evaluation"),
    _("Enlargement"),
    _("The pilot becomes daily work"),
    _("Further pilots"),
    _("All pilots become daily work"),
    _("Completion"),
)
WHO = {
    "DG": _("Head of customs"),
    "WG": _("Working group"),
    "PS": _("Committee of the private sector"),
    "LG": _("Legal counsel"),
    "HR": _("Human resources"),
    "IT": _("Information technology"),
    "VT": _("Vetting team"),
    "RG": _("Regions"),
    "CU": _("Central unit"),
}
ENTRIES = {
    Entry.GUIDANCE: _("Guidance that was given"),
    Entry.INCIDENT: _("Incident"),
    Entry.HEARING: _("Hearing of an appeal"),
    Entry.RISK: _("Risk, weighed anew"),
}
RISKS = {Risk.LOW: _("low"), Risk.MEDIUM: _("medium"), Risk.HIGH: _("high")}
RISK_TONES = {Risk.LOW: "success", Risk.MEDIUM: "warning", Risk.HIGH: "danger"}
CHANNELS = {
    "account": _("came by itself, signed in"),
    "link": _("came by itself, by link"),
    "nominated": _("nominated by customs"),
}
NOTICES = {
    Notice.CHANGE: _("Something changed in the firm"),
    Notice.SUSPICION: _("Something looks suspicious"),
    Notice.LEAVING: _("We take the application back, or give the status up"),
}
PROFILES = {
    "jordan": _("Golden List, as in Jordan"),
    "georgia": _("Gold List, as in Georgia"),
    "morocco": _("Authorised operators in classes A and B, as in Morocco"),
    "safe": _("Authorised economic operators by the SAFE framework"),
}
CHANGES = {
    Change.JOINED: _("Speaks for the firm from now on"),
    Change.LEADS: _("Signs for the firm from now on"),
    Change.LEFT: _("Speaks for the firm no longer"),
}
ACCEPTS = _(
    "By handing it in the firm accepts the rules of the programme, and that customs asks other "
    "authorities about it; what they say stays inside customs."
)
FIRM = _("Speaks for a firm")
CONTACT = _("Contact of a firm")
ANSWER = _("Answered a question")
CHECK = _("Checked a firm")
VISIT = _("Visited a firm")
FILE_STEP = _("Noted a step of the file of a firm")
READING = _("Said how a rule is read")
LESSON = _("Wrote a lesson")
GENERAL = _("Told the committee of a general problem")
MEASURED = _("Measured an effect of a programme")
PROPOSAL = _("Proposed a benefit, or answered")
CHECKS = (
    ("", _("Not known yet")),
    ("clear", _("Nothing against it")),
    ("doubt", _("Doubts")),
)
