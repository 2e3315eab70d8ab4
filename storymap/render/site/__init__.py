"""A static site of stories: plain files that any host can serve, with no server of ours."""

from storymap.render.site.build import BuildReport, build_site, steps

__all__ = ["BuildReport", "build_site", "steps"]
