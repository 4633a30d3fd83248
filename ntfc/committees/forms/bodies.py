"""What is typed about bodies: shape and length only."""

from typing import Any

from wtforms import BooleanField, FileField, RadioField
from wtforms.validators import ValidationError

from ntfc.committees.forms.fields import (
    Checks,
    EnumField,
    IdField,
    LinesField,
    choices_of,
    day,
    line,
    options,
    required_day,
    required_line,
    text,
)
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import (
    ActKind,
    Designation,
    Level,
    NameKind,
    Purpose,
    Reach,
    SuccessionKind,
)
from ntfc.errors import Overtaken
from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.seen import Seen

NOBODY = _("nobody named")
UNTIL = _("Last day")
OVERTAKEN = _("Somebody changed this body since you opened it. Look again, then save once more.")
FOR_A_PERIOD = _("Asked for bodies that work for a defined period.")


class StartForm(Form):
    kind_id = IdField(_("Kind"), empty=_("choose"))
    name = required_line(_("Name"))
    short_name = line(_("Short name"), 60, description=_("Such as NTFC; may stay empty."))
    place = line(_("Place"), description=_("Port, airport, city; may stay empty."))
    started_on = day(_("First day"), description=FOR_A_PERIOD)
    sunset_on = day(UNTIL, description=FOR_A_PERIOD)
    mirror_of_id = IdField(
        _("Stands opposite"),
        empty=_("no other group"),
        description=_("For a mirror group: the group of the other side."),
    )
    is_restricted = BooleanField(
        _("Restricted"),
        description=_(
            "Only its own people and its secretariat see it; later only they change this."
        ),
    )

    def validate_kind_id(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError(REQUIRED)


class EditForm(Form):
    """A form about a body as it stood when the form was opened."""

    seen = Seen()

    def refuse_if_overtaken(self, body: Body) -> None:
        """Refuse where somebody changed the body since the form was opened."""
        if body.version != self.seen.version:
            raise Overtaken(OVERTAKEN, stands=body)

    @property
    def facts(self) -> dict[str, Any]:
        """Return the columns of the body, as the service takes them."""
        return {name: value for name, value in self.values.items() if name != "seen"}


class IdentityForm(EditForm):
    kind_id = IdField(_("Kind"))
    short_name = line(_("Short name"), 60)
    levels = Checks(_("Level"), choices=choices_of(Level))
    purpose = EnumField(
        _("Purpose"),
        Purpose,
        description=_("What is asked of the body most is offered first; all else stays."),
    )
    reach = EnumField(_("Reach"), Reach)
    sector_ids = Checks(_("Sectors covered"), coerce=int)
    parent_programme = line(
        _("Part of the programme"), description=_("A wider master plan, if there is one.")
    )
    about = text(_("What it is for"))
    scope = text(_("Scope"), description=_("What it deals with, and what it leaves to others."))
    reserved_topics = LinesField(
        _("Reserved topics"), description=_("One a line: not open for working out together.")
    )
    mirror_of_id = IdField(_("Stands opposite"), empty=_("no other group"))
    is_restricted = BooleanField(
        _("Restricted"), description=_("Only its own people and its secretariat see it.")
    )


class NameForm(Form):
    kind = EnumField(_("Sort of name"), NameKind)
    name = required_line(_("Name"))
    language = line(_("Language"), 20, description=_("Code such as fr or ar; may stay empty."))
    mandate = text(
        _("Mandate under this name"), description=_("One body may carry two names and mandates.")
    )


class RenameForm(Form):
    name = required_line(_("New name"))


class MandateForm(EditForm):
    decision = text(_("Decision to engage business"))
    decided_on = day(_("Day of the decision"))
    act_kind = EnumField(_("Founding act"), ActKind, empty=_("none yet"))
    act_title = line(_("Title of the act"), 300)
    act_number = line(_("Number"), 80)
    act_on = day(_("Date of the act"))
    file = FileField(_("File of the act"), description=_("A PDF or a picture; replaces the last."))
    designation = EnumField(_("TFA Article 23.2"), Designation, empty=_("not designated"))
    designation_act = line(_("Legal act of the designation"), 300)
    designated_on = day(_("Designated on"))
    started_on = day(_("Working since"))
    sunset_on = day(UNTIL, description=_("The body closes when this day is over."))
    ends_with_parent = BooleanField(_("Ends with the term of the body above"))

    def set_beside(self, stands: Any) -> None:
        """Tell of the file, too, that somebody else sent meanwhile, before it is replaced."""
        if self.seen.is_news(self.file, stands.act_file):
            self.file.reads_now = stands.act_file_name
        super().set_beside(stands)
        self.seen.look_again(stands.version, {"file": (self.file, stands.act_file)})


class ChargeForm(EditForm):
    sponsor_id = IdField(_("Sponsor"), empty=NOBODY)
    sponsor_office = line(_("Office of the sponsor"), description=_("Such as head of customs."))
    coordinator_id = IdField(_("Coordinator"), empty=NOBODY)
    coordinator_reports_to = line(_("The coordinator reports to"))
    secretariat_id = IdField(_("Secretariat"), empty=_("no secretariat"))


class ContactForm(Form):
    person_id = IdField(
        _("Person"),
        empty=_("choose"),
        description=_("Everyone who sees the body sees how to reach its contacts."),
    )
    camp = EnumField(_("Side"), Camp)
    note = line(_("Note"), description=_("Such as when to call."))

    def validate_person_id(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError(REQUIRED)


class CloseForm(Form):
    reason = text(_("Reason"))


class ReportForm(Form):
    text = text(_("Final report"), rows=10)

    def validate_text(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(REQUIRED)


class SucceedForm(Form):
    kind = EnumField(_("What happens"), SuccessionKind)
    successor_id = IdField(_("Followed by"), empty=_("a new body, named below"))
    name = line(_("Name of the new body"))
    reason = text(_("Reason"))


class MergeForm(Form):
    other_id = IdField(_("Merge with"), empty=_("choose"))
    into = RadioField(
        _("Result"),
        choices=options(
            [
                ("this", _("The other body goes into this one")),
                ("new", _("Both become a new body, named below")),
            ]
        ),
        default="this",
    )
    name = line(_("Name of the new body"))
    reason = text(_("Reason"))

    def validate_other_id(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError(REQUIRED)

    def validate_name(self, field: Any) -> None:
        if self.into.data == "new" and not field.data:
            raise ValidationError(REQUIRED)


class MoveForm(Form):
    parent_id = IdField(_("Below"), empty=_("none: at the top of the tree"))


class PlacesForm(Form):
    kind_id = IdField(_("Kind"))
    pattern = required_line(
        _("Pattern of the names"), description=_("The word {place} stands for the place.")
    )
    places = LinesField(_("Places"), description=_("One a line."), render_kw={"rows": 8})


class TermForm(Form):
    starts_on = required_day(_("First day"))
    ends_on = day(UNTIL)
    carried = Checks(_("Bodies that go on into the next term"), coerce=int, choices=[])


class TermEndForm(Form):
    ends_on = day(UNTIL)


class PriorityForm(Form):
    text = required_line(_("Priority"), 500)
    named_by_id = IdField(_("Named by"), empty=_("not stated"))


class StepForm(Form):
    title = required_line(_("Step"))
    owner_id = IdField(_("Owner"), empty=NOBODY)
    due_on = day(_("By when"))


class SkipForm(Form):
    reason = text(_("Reason"), rows=2)
