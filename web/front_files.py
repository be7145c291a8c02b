"""Files that are asked for at the front of any site, wherever its pages lie."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, PlainTextResponse

from web.pages import STATIC

ROBOTS = "User-agent: *\nDisallow: /\n"
FOR_A_DAY = "public, max-age=86400"


def front_file_routes() -> APIRouter:
    """Give the routes of what search engines and old browsers ask for by themselves."""
    routes = APIRouter()

    @routes.get("/robots.txt")
    def _robots() -> PlainTextResponse:
        return PlainTextResponse(ROBOTS, headers={"Cache-Control": FOR_A_DAY})

    @routes.get("/favicon.ico")
    def _icon() -> FileResponse:
        headers = {"Cache-Control": FOR_A_DAY}
        return FileResponse(STATIC / "favicon.ico", media_type="image/x-icon", headers=headers)

    return routes
