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

    [Fact]
    public void Words_of_libpq_become_those_of_Npgsql_and_their_values_stay_as_they_are()
    {
        NpgsqlConnectionStringBuilder settings = new(PostgresAddress.ToSettings(
            "postgresql:///?host=db-one.example.org&port=6000&dbname=per-f&user=be-nch&password=p-w&sslmode=verify-ca&application_name=ci-hone&connect_timeout=7&options=-c%20statement_timeout%3D5&target_session_attrs=read-write"));
        Assert.Equal(("db-one.example.org", 6000, "per-f", "be-nch", "p-w"), (settings.Host, settings.Port, settings.Database, settings.Username, settings.Password));
        Assert.Equal((SslMode.VerifyCA, "ci-hone", 7, "-c statement_timeout=5", "read-write"), (settings.SslMode, settings.ApplicationName, settings.Timeout, settings.Options, settings.TargetSessionAttributes));
    }

    [Theory]
    [InlineData("postgresql://hone@/perf?hostaddr=10.0.0.7", "10.0.0.7")]
    [InlineData("postgresql:///perf?hostaddr=10.0.0.7", "10.0.0.7")]
    [InlineData("postgresql://db.example.org/perf?hostaddr=10.0.0.7", "db.example.org")]
    [InlineData("postgresql:///perf?hostaddr=10.0.0.7&host=db.example.org", "db.example.org")]
    public void A_host_s_address_counts_where_no_name_of_it_stands(string text, string host) =>
        Assert.Equal(host, new NpgsqlConnectionStringBuilder(PostgresAddress.ToSettings(text)).Host);

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

    [Theory]
    [InlineData("postgresql://db.example.org/perf?port=99999")]
    [InlineData("Host=db.example.org;Port=99999;Database=perf")]
    [InlineData("Host=db.example.org:99999;Database=perf")]
    [InlineData("Host=a,b:70000")]
    [InlineData("Host=[::1]:70000")]
    public void A_port_that_none_can_be_is_a_problem_of_the_address(string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<ProblemException>(() => new HistoryDatabase(text, "project", TimeSpan.Zero, CancellationToken.None)).Problem.Exit);

    [Theory]
    [InlineData("Host=/tmp/a:b")]
    [InlineData("Host=@a:b")]
    [InlineData("Host=::1;Port=65535")]
    [InlineData("Host=[::1]:65535")]
    [InlineData("Host=a:1, b")]
    public void Any_other_is_one(string text)
    {
        using HistoryDatabase database = new(text, "project", TimeSpan.Zero, CancellationToken.None);
        Assert.NotNull(database);
    }
}
