# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_story,
    test_story_accounts,
    test_story_directory,
    test_story_getting_paid,
    test_story_joint_projects,
    test_story_opportunities,
    test_story_pooling,
    test_story_profiles,
    test_story_quotes,
    test_story_relevance,
    test_story_resources,
    test_story_spending,
    test_story_todo,
    test_story_workshops,
    test_worked_example,
)
