"""What the categories are called where people read them."""

from collections.abc import Mapping

from models.categories import Category

CATEGORY_LABELS: Mapping[Category, str] = {
    Category.WATER: "供水排水",
    Category.POWER: "供电",
    Category.GAS: "燃气",
    Category.HEATING: "供暖",
    Category.STREET: "道路路灯",
    Category.ENVIRONMENT: "环境卫生",
    Category.GREENING: "园林绿化",
    Category.NOISE: "噪音扰民",
    Category.TRAFFIC: "停车交通",
    Category.PROPERTY: "物业管理",
    Category.BUILDING: "房屋与消防安全",
    Category.SECURITY: "社会治安",
    Category.DISPUTE: "邻里家庭纠纷",
    Category.WELFARE: "困难帮扶",
    Category.HEALTH: "医疗卫生",
    Category.EDUCATION: "教育",
    Category.LABOUR: "就业社保",
    Category.MARKET: "市场消费",
    Category.HOUSING: "住房征收",
    Category.POLICY: "政策咨询",
    Category.CONDUCT: "工作作风",
    Category.OTHER: "其他",
}
