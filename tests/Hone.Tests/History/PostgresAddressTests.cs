using Hone.Linux.History;
using Hone.Problems;
using Npgsql;

namespace Hone.Tests.History;

public sealed class PostgresAddressTests
{
    [Fact]
    public void An_address_becomes_settings()
    {
        NpgsqlConnectionStringBuilder settings = new(PostgresAddress.ToSettings("postgresql://be%40nch:p%2Fw@db.example.org:6000/perf?sslmode=verify-full"));
        Assert.Equal(("be@nch", "p/w", "db.example.org", 6000, "perf", SslMode.VerifyFull), (settings.Username, settings.Password, settings.Host, settings.Port, settings.Database, settings.SslMode));
        NpgsqlConnectionStringBuilder socket = new(PostgresAddress.ToSettings("postgres:///perf?host=/var/run/postgresql"));
        Assert.Equal(("/var/run/postgresql", 5432, "perf"), (socket.Host, socket.Port, socket.Database));
        NpgsqlConnectionStringBuilder named = new(PostgresAddress.ToSettings("postgresql://hone@/perf?host=/tmp/sockets"));
        Assert.Equal(("hone", "/tmp/sockets", "perf"), (named.Username, named.Host, named.Database));
        Assert.Equal("Host=a;Database=b", PostgresAddress.ToSettings("Host=a;Database=b"));
    }

    [Theory]
    [InlineData("postgres://")]
    [InlineData("postgresql://a:b:c@/x?port=many")]
    [InlineData("Nonsense=1")]
    [InlineData("=;=")]
    public void What_is_no_address_is_a_problem_that_does_not_tell_the_password(string text)
    {
        try
        {
            using HistoryDatabase database = new(text, "project", TimeSpan.Zero, CancellationToken.None);
            _ = database.Ids();
            Assert.Fail("there is no such server");
        }
        catch (ProblemException error)
        {
            Assert.DoesNotContain("b:c", error.Problem.ToString(), StringComparison.Ordinal);
        }
    }
}
