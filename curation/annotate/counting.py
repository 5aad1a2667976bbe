"""How many tokens a text takes, with what the browser needs to go on counting while the person types."""

from dataclasses import dataclass

from curation.pipeline import tokens
from curation.pipeline.tokens import CHARACTERS_PER_TOKEN, OTHERWISE, Count
from curation.projects.models import Project

NEAR = 0.9  # of the limit
TELLING = 20  # tokens: a shorter text says little of how many characters make one


@dataclass(frozen=True, slots=True)
class TokenCount:
    part: str  # prompt or completion
    count: Count
    limit: int  # 0: none
    length: int  # of the text that was counted, in UTF-16 units, as browsers count
    per_token: float  # characters

    @classmethod
    def of(cls, part: str, text: str, limit: int, project: Project) -> "TokenCount":
        count = tokens.count(text, project.tokenizer, project.language)
        usual = CHARACTERS_PER_TOKEN.get(project.language, OTHERWISE)
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        return cls(part, count, limit, length, round(length / count.number, 2) if count.number > TELLING else usual)

    @property
    def over(self) -> int:
        return max(0, self.count.number - self.limit) if self.limit else 0

    @property
    def state(self) -> str:
        """Over the limit, near it, or ""."""
        if self.over:
            return "over"
        return "near" if self.limit and self.count.number >= NEAR * self.limit else ""
