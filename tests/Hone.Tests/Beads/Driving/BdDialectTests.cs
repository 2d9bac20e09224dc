using Hone.Beads.Driving;

namespace Hone.Tests.Beads.Driving;

public sealed class BdDialectTests
{
    [Theory]
    [InlineData("prefix mismatch: database uses 'nato-' but ID 'bd-wordfreq' doesn't match (use --force to override)", "nato")]
    [InlineData("prefix mismatch: database uses 'my-app-' (allowed: x, y) but ID 'bd-wordfreq' doesn't match any allowed prefix (use --force to override)", "my-app")]
    [InlineData("prefix mismatch: database uses 'bd' but you specified 'x' (use --force to override)", "bd")]
    [InlineData("prefix mismatch: database uses '' but", null)]
    [InlineData("prefix mismatch: database uses 'na", null)]
    [InlineData("the database is locked", null)]
    public void The_prefix_that_a_database_asks_for_is_read_from_its_refusal(string complaint, string? prefix) => Assert.Equal(prefix, BdDialect.PrefixAsked(complaint));
}
