"""`wecom`: what an operator does about WeCom."""

import typer

from bot.cli import wecom_chats, wecom_groups, wecom_menu, wecom_robots

commands = typer.Typer(help="企业微信：应用的菜单，和它的群。", no_args_is_help=True)
commands.add_typer(wecom_chats.commands, name="chat")
commands.add_typer(wecom_robots.commands, name="robot")
commands.add_typer(wecom_groups.commands, name="group")
commands.command("menu")(wecom_menu.menu_)
