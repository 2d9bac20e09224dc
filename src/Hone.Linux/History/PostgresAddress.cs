using System.Globalization;
using Npgsql;

namespace Hone.Linux.History;

/// <summary>Addresses of databases as libpq takes them (PostgreSQL documentation, "Connection URIs"), which Npgsql does not.</summary>
public static class PostgresAddress
{
    private const int DefaultPort = 5432;

    /// <summary>The connection string of an address; what is none is given back as it is. An address that cannot be read is a <see cref="FormatException"/>.</summary>
    public static string ToSettings(string connection)
    {
        if (!connection.StartsWith("postgres://", StringComparison.Ordinal) && !connection.StartsWith("postgresql://", StringComparison.Ordinal))
        {
            return connection;
        }

        // A user without a host, as where a folder of sockets follows, is an address to libpq and none to Uri.
        if (!Uri.TryCreate(connection.Replace("@/", "@localhost/", StringComparison.Ordinal), UriKind.Absolute, out Uri? uri))
        {
            throw new FormatException("this is no address");
        }

        NpgsqlConnectionStringBuilder settings = new()
        {
            Host = uri.Host.Length == 0 ? "localhost" : uri.IdnHost,
            Port = uri.Port > 0 ? uri.Port : DefaultPort,
        };
        string[] user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            settings.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            settings.Database = Uri.UnescapeDataString(database);
        }

        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            string value = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
            switch (parts[0])
            {
                // A folder of sockets stands there, since a host cannot hold slashes.
                case "host":
                    settings.Host = value;
                    break;
                case "port":
                    settings.Port = int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
                    break;
                default:
                    settings[parts[0] == "sslmode" ? "SSL Mode" : parts[0]] = value.Replace("-", "", StringComparison.Ordinal);
                    break;
            }
        }

        return settings.ConnectionString;
    }
}
