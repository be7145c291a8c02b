"""What the categories are called where people read them."""

from collections.abc import Mapping

from models.categories import Category
from services.texts.phrases import Template

CATEGORY_LABELS: Mapping[Category, Template] = {
    category: Template(f"category.{category}", *words)
    for category, words in {
        Category.WATER: ("供水排水", "Water and drains"),
        Category.POWER: ("供电", "Power"),
        Category.GAS: ("燃气", "Gas"),
        Category.HEATING: ("供暖", "Heating"),
        Category.STREET: ("道路路灯", "Roads and lamps"),
        Category.ENVIRONMENT: ("环境卫生", "Rubbish and dirt"),
        Category.GREENING: ("园林绿化", "Trees and lawns"),
        Category.NOISE: ("噪音扰民", "Noise"),
        Category.TRAFFIC: ("停车交通", "Parking and traffic"),
        Category.PROPERTY: ("物业管理", "Estate management"),
        Category.BUILDING: ("房屋与消防安全", "Houses and fire safety"),
        Category.SECURITY: ("社会治安", "Public order"),
        Category.DISPUTE: ("邻里家庭纠纷", "Quarrels at home or next door"),
        Category.WELFARE: ("困难帮扶", "Help in hardship"),
        Category.HEALTH: ("医疗卫生", "Health"),
        Category.EDUCATION: ("教育", "Education"),
        Category.LABOUR: ("就业社保", "Work and insurance"),
        Category.MARKET: ("市场消费", "Markets and shops"),
        Category.HOUSING: ("住房征收", "Housing and expropriation"),
        Category.POLICY: ("政策咨询", "Questions about rules"),
        Category.CONDUCT: ("工作作风", "Conduct of staff"),
        Category.OTHER: ("其他", "Other"),
    }.items()
}
