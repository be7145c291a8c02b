"""What a case is about: the categories, and what a category alone decides."""

from enum import StrEnum


class Category(StrEnum):
    """The kind of trouble; a resident is never asked for it."""

    WATER = "water"  # 供水排水
    POWER = "power"  # 供电
    GAS = "gas"  # 燃气
    HEATING = "heating"  # 供暖
    STREET = "street"  # 道路路灯
    ENVIRONMENT = "environment"  # 环境卫生
    GREENING = "greening"  # 园林绿化
    NOISE = "noise"  # 噪音扰民
    TRAFFIC = "traffic"  # 停车交通
    PROPERTY = "property"  # 物业管理
    BUILDING = "building"  # 房屋与消防安全
    SECURITY = "security"  # 社会治安
    DISPUTE = "dispute"  # 邻里家庭纠纷
    WELFARE = "welfare"  # 困难帮扶
    HEALTH = "health"  # 医疗卫生
    EDUCATION = "education"  # 教育
    LABOUR = "labour"  # 就业社保
    MARKET = "market"  # 市场消费
    HOUSING = "housing"  # 住房征收
    POLICY = "policy"  # 政策咨询
    CONDUCT = "conduct"  # 工作作风
    OTHER = "other"  # 其他


SENSITIVE = frozenset({Category.DISPUTE, Category.WELFARE, Category.HEALTH, Category.CONDUCT})
"""Not published (不公开) unless somebody decides otherwise."""

WITHIN_A_DAY = frozenset({Category.WATER, Category.POWER, Category.GAS, Category.HEATING})
"""Answered within 24 hours (12345 practice), the others in days."""
