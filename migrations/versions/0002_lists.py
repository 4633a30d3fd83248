"""The lists that describe institutions, as the site ships them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SIDES = (  # code, name, camp
    ("customs", "Customs", "public"),
    ("government", "Other government agencies", "public"),
    ("business", "Business", "private"),
    ("labour", "Labour", "other"),
    ("academia", "Academia", "other"),
    ("civil_society", "Civil society", "other"),
    ("partners", "Donors and partners", "other"),
    ("media", "Media", "other"),
)

KINDS = (  # code, name, side usually taken
    ("customs_administration", "Customs administration", "customs"),
    ("ministry", "Ministry", "government"),
    ("border_agency", "Other border agency", "government"),
    ("inspection_body", "Standards, health or plant inspection", "government"),
    ("port_authority", "Port or airport authority", "government"),
    ("central_bank", "Central bank", "government"),
    ("single_window", "Single window operator", "government"),
    ("local_government", "Regional or local government", "government"),
    ("public_body", "Other public body", "government"),
    ("business_association", "Business association", "business"),
    ("sme_association", "Association of small and medium enterprises", "business"),
    ("women_association", "Association of women in business", "business"),
    ("chamber", "Chamber of commerce or industry", "business"),
    ("firm", "Firm", "business"),
    ("customs_broker", "Customs broker", "business"),
    ("freight_forwarder", "Freight forwarder", "business"),
    ("carrier", "Carrier", "business"),
    ("terminal_operator", "Warehouse or terminal operator", "business"),
    ("bank_or_insurer", "Bank or insurer", "business"),
    ("software_firm", "Software firm", "business"),
    ("informal_association", "Association of informal operators", "business"),
    ("informal_operator", "Informal operator", "business"),
    ("trade_union", "Trade union", "labour"),
    ("university", "University or research institute", "academia"),
    ("school", "School or training centre", "academia"),
    ("experts_circle", "Circle of experts", "academia"),
    ("ngo", "Non-governmental organisation", "civil_society"),
    ("consumer_association", "Consumer association", "civil_society"),
    ("donor", "Donor", "partners"),
    ("international_organisation", "International organisation", "partners"),
    ("newspaper_or_broadcaster", "Newspaper or broadcaster", "media"),
    ("journalists_association", "Association of journalists", "media"),
    ("other_business", "Other business organisation", "business"),
    ("other_organisation", "Other organisation", "civil_society"),
)

CHAIN_ROLES = (  # code, name, group: makers, movers, intermediaries, regulators
    ("producer", "Producer or farmer", "makers"),
    ("manufacturer", "Manufacturer", "makers"),
    ("exporter", "Exporter", "makers"),
    ("importer", "Importer", "makers"),
    ("trader", "Wholesaler or retailer", "makers"),
    ("carrier", "Carrier", "movers"),
    ("express_operator", "Express or postal operator", "movers"),
    ("port_or_airport", "Port or airport operator", "movers"),
    ("warehouse", "Warehouse or terminal operator", "movers"),
    ("freight_forwarder", "Freight forwarder", "intermediaries"),
    ("customs_broker", "Customs broker", "intermediaries"),
    ("bank", "Bank", "intermediaries"),
    ("insurer", "Insurer", "intermediaries"),
    ("service_provider", "Information or inspection service", "intermediaries"),
    ("customs", "Customs", "regulators"),
    ("border_regulator", "Regulator at the border", "regulators"),
    ("policy_maker", "Policy maker", "regulators"),
)

SECTORS = (
    ("agriculture", "Agriculture and food"),
    ("livestock_fish", "Livestock and fish"),
    ("textiles", "Textiles and clothing"),
    ("pharmaceuticals", "Pharmaceuticals and health"),
    ("chemicals", "Chemicals and plastics"),
    ("machinery", "Machinery and electronics"),
    ("vehicles", "Vehicles and parts"),
    ("minerals", "Minerals and metals"),
    ("energy", "Energy and fuels"),
    ("wood_paper", "Wood and paper"),
    ("construction", "Construction materials"),
    ("retail", "Trade and retail"),
    ("e_commerce", "Electronic commerce"),
    ("transport", "Transport and logistics"),
    ("finance", "Finance and insurance"),
    ("information", "Information technology"),
    ("tourism", "Tourism"),
    ("handicrafts", "Handicrafts"),
    ("all_sectors", "All sectors"),
)


def upgrade() -> None:
    sides = _table("sides", sa.column("camp", sa.String))
    _fill(sides, [{"code": code, "name": name, "camp": camp} for code, name, camp in SIDES])
    rows = op.get_bind().execute(sa.select(sides.c.code, sides.c.id)).all()
    side_ids = {row.code: row.id for row in rows}
    _fill(
        _table("organisation_kinds", sa.column("side_id", sa.Integer)),
        [{"code": code, "name": name, "side_id": side_ids[side]} for code, name, side in KINDS],
    )
    _fill(
        _table("chain_roles", sa.column("part", sa.String)),
        [{"code": code, "name": name, "part": part} for code, name, part in CHAIN_ROLES],
    )
    _fill(_table("sectors"), [{"code": code, "name": name} for code, name in SECTORS])


def _table(name: str, *more: sa.ColumnClause) -> sa.TableClause:
    return sa.table(
        name,
        sa.column("id", sa.Integer),
        sa.column("code", sa.String),
        sa.column("name", sa.String),
        sa.column("position", sa.Integer),
        sa.column("is_built_in", sa.Boolean),
        sa.column("is_retired", sa.Boolean),
        *more,
    )


def _fill(table: sa.TableClause, rows: list[dict]) -> None:
    same = {"is_built_in": True, "is_retired": False}
    op.bulk_insert(table, [row | same | {"position": 10 * n} for n, row in enumerate(rows, 1)])


def downgrade() -> None:
    for name in ("sectors", "chain_roles", "organisation_kinds", "sides"):
        op.execute(sa.delete(sa.table(name, sa.column("is_built_in", sa.Boolean))))
