using System.Globalization;
using Npgsql;

namespace Hone.Linux.History;

/// <summary>Addresses of databases as libpq takes them (PostgreSQL documentation, "Connection URIs"), which Npgsql does not.</summary>
public static class PostgresAddress
{
    private const int DefaultPort = 5432;
    private const string Local = "localhost";

    // libpq's words (PostgreSQL documentation, "Parameter Key Words") where Npgsql has others for the same thing.
    private static readonly Dictionary<string, string> _names = new()
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
        ["passfile"] = "Passfile",
        ["sslmode"] = "SSL Mode",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
        ["sslnegotiation"] = "SSL Negotiation",
        ["gssencmode"] = "GSS Encryption Mode",
        ["krbsrvname"] = "Kerberos Service Name",
        ["channel_binding"] = "Channel Binding",
        ["require_auth"] = "Require Auth",
        ["application_name"] = "Application Name",
        ["client_encoding"] = "Client Encoding",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    /// <summary>The connection string of an address; what is none is given back as it is. An address that cannot be read is a <see cref="FormatException"/>.</summary>
    public static string ToSettings(string connection)
    {
        if (!connection.StartsWith("postgres://", StringComparison.Ordinal) && !connection.StartsWith("postgresql://", StringComparison.Ordinal))
        {
            return connection;
        }

        // A user without a host, as where a folder of sockets follows, is an address to libpq and none to Uri.
        int path = connection.IndexOf('/', connection.IndexOf("//", StringComparison.Ordinal) + 2);
        bool isHostless = path > 0 && connection[path - 1] == '@';
        if (!Uri.TryCreate(isHostless ? connection.Insert(path, Local) : connection, UriKind.Absolute, out Uri? uri))
        {
            throw new FormatException("this is no address");
        }

        NpgsqlConnectionStringBuilder settings = new()
        {
            Host = uri.Host.Length == 0 ? Local : uri.IdnHost,
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

        bool isNamed = uri.Host.Length > 0 && !isHostless;
        string? address = null;
        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            string value = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
            switch (parts[0])
            {
                // A folder of sockets stands there, since a host cannot hold slashes.
                case "host":
                    settings.Host = value;
                    isNamed = true;
                    break;
                case "port":
                    settings.Port = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : throw new FormatException("this is no port");
                    break;

                // Only a host's address: where a name stands too, Npgsql finds the address by itself, and needs the name for the certificate.
                case "hostaddr":
                    address = value;
                    break;

                // Npgsql's own words are those of its enumerations: VerifyFull for verify-full.
                case "sslmode":
                    settings[_names[parts[0]]] = value.Replace("-", "", StringComparison.Ordinal);
                    break;
                default:
                    settings[_names.GetValueOrDefault(parts[0], parts[0])] = value;
                    break;
            }
        }

        if (address is not null && !isNamed)
        {
            settings.Host = address;
        }

        return settings.ConnectionString;
    }
}
