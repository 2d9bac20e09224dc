using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hone.Measurement.Latency.Requests;

/// <summary>
/// Reads requests as the REST client of VS Code and the HTTP client of JetBrains keep them in <c>.http</c> files: request line,
/// headers, a blank line, a body; <c>###</c> between requests; lines with <c>#</c> or <c>//</c> are comments outside of bodies.
/// <c>{port}</c> and <c>{n}</c> are filled in. What else those programs do (variables, scripts, bodies from files) is an error,
/// so that nothing is sent that was not meant.
/// </summary>
public static class RequestFile
{
    /// <summary>The longest file that is read, in UTF-16 units.</summary>
    public const int MostLetters = 16 << 20;

    private const string Port = "{port}";
    private const int LongestMethod = 20;

    private static readonly SearchValues<char> _neverInVariables = SearchValues.Create("\"':,{[ ");

    private static readonly SearchValues<char> _token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The requests of a file, at least one, all to one address.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">The file's name, for errors.</param>
    /// <param name="baseUrl">What a path without a host is relative to; null when every request must name its host.</param>
    /// <param name="port">What <c>{port}</c> stands for; null when nothing chose one.</param>
    /// <param name="headers">Headers that every request gets unless it has its own.</param>
    /// <exception cref="Problems.ProblemException">The text states no requests, with file and line.</exception>
    public static IReadOnlyList<RequestTemplate> Parse(string text, string path, string? baseUrl, int? port, IReadOnlyList<RequestHeader> headers)
    {
        if (text.Length > MostLetters)
        {
            throw RequestAddress.Bad("too-long", $"the file is longer than {MostLetters >> 20} Mi characters", "keep the requests that stand for real use", path);
        }

        List<RequestTemplate> requests = [];
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        for (int from = 0; from < lines.Length;)
        {
            int to = from;
            while (to < lines.Length && !lines[to].StartsWith("###", StringComparison.Ordinal))
            {
                to++;
            }

            if (Block.Read(lines, from, to, path, baseUrl, port, headers) is RequestTemplate request)
            {
                requests.Add(request);
            }

            from = to + 1;
        }

        if (requests.Count == 0)
        {
            throw RequestAddress.Bad("none", "the file has no request", "write GET http://HOST:PORT/PATH", path);
        }

        RequestAddress first = requests[0].Address;
        return requests.FirstOrDefault(request => request.Address != first) is RequestTemplate other
            ? throw RequestAddress.Bad("two-servers", $"requests go to {first} and to {other.Address}; one server is loaded at a time", "put them into two files", path)
            : requests;
    }

    /// <summary>The one request that a URL alone stands for.</summary>
    public static RequestTemplate Get(string url, int? port, IReadOnlyList<RequestHeader> headers)
    {
        (RequestAddress address, string target) = RequestAddress.Split(Fill(url, port, url), url);
        return new("GET", address, target, headers, "");
    }

    /// <summary>A header from the text <c>Name: value</c>.</summary>
    public static RequestHeader Header(string line, string place)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? "" : line[..colon];
        string value = line[(colon + 1)..].Trim();
        return name.Length == 0 || name.AsSpan().ContainsAnyExcept(_token) || value.AsSpan().ContainsAny('\r', '\n', '\0')
            ? throw RequestAddress.Bad("bad-header", $"this is no header: {line}", "write Name: value", place)
            : new(name, value);
    }

    /// <summary>The text with the chosen port in place of every <c>{port}</c>.</summary>
    public static string Fill(string text, int? port, string place) =>
        !text.Contains(Port, StringComparison.Ordinal) ? text
        : port is int chosen ? text.Replace(Port, chosen.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        : throw RequestAddress.Bad("no-port", "{port} stands for a port that Hone chooses for a server it starts, and no server is to be started", "write the port", place);

    private static class Block
    {
        public static RequestTemplate? Read(string[] lines, int from, int to, string path, string? baseUrl, int? port, IReadOnlyList<RequestHeader> standard)
        {
            int at = from;
            while (at < to && (IsComment(lines[at]) || lines[at].Trim().Length == 0))
            {
                at++;
            }

            if (at == to)
            {
                return null;
            }

            string place = Place(path, at);
            string line = Plain(lines[at], port, place).Trim();
            at++;
            while (at < to && lines[at].Length > 0 && lines[at][0] is ' ' or '\t' && lines[at].TrimStart() is ['?' or '&', ..] more)
            {
                line = WithQuery(line, Plain(more.Trim(), port, Place(path, at++)));
            }

            (string method, string url) = RequestLine(line, place);
            (RequestAddress address, string target) = Resolve(url, baseUrl, port, place);
            List<RequestHeader> headers = [];
            for (; at < to && lines[at].Trim().Length > 0; at++)
            {
                if (!IsComment(lines[at]))
                {
                    headers.Add(Header(Plain(lines[at].TrimEnd('\r'), port, Place(path, at)), Place(path, at)));
                }
            }

            foreach (RequestHeader header in standard)
            {
                if (!headers.Any(own => own.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase)))
                {
                    headers.Add(header);
                }
            }

            string body = Body(lines, at + 1, to, path, port);
            return new(method, address, target, headers, body);
        }

        private static string Body(string[] lines, int from, int to, string path, int? port)
        {
            StringBuilder body = new();
            for (int at = from; at < to; at++)
            {
                if (lines[at].StartsWith("< ", StringComparison.Ordinal) || lines[at].StartsWith("> ", StringComparison.Ordinal) || lines[at].StartsWith("<@", StringComparison.Ordinal))
                {
                    throw RequestAddress.Bad("file-or-script", "a body from a file, or a script, is not taken", "write the body itself", Place(path, at));
                }

                body.Append(Plain(lines[at], port, Place(path, at))).Append(at + 1 < to ? "\n" : "");
            }

            return body.ToString().TrimEnd('\r', '\n');
        }

        private static string Plain(string line, int? port, string place) => line switch
        {
            ['@', ..] => throw RequestAddress.Bad("variable", "variables are not taken; only {port} and {n} are filled in", "write the value", place),
            _ when line.Contains("{{", StringComparison.Ordinal) && line.Contains("}}", StringComparison.Ordinal) && IsVariable(line) =>
                throw RequestAddress.Bad("variable", "{{…}} is not filled in; only {port} and {n} are", "write the value", place),
            _ => Fill(line, port, place),
        };

        // {"a":{"b":1}} is JSON, {{name}} is a variable.
        private static bool IsVariable(string line)
        {
            int open = line.IndexOf("{{", StringComparison.Ordinal);
            int close = line.IndexOf("}}", open, StringComparison.Ordinal);
            return close > 0 && line.AsSpan(open + 2, close - open - 2).Trim() is { Length: > 0 } name && !name.ContainsAny(_neverInVariables);
        }

        private static (string Method, string Url) RequestLine(string line, string place)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool versioned = words.Length > 1 && words[^1].StartsWith("HTTP/", StringComparison.Ordinal);
            if (versioned && words[^1] is not ("HTTP/1.1" or "HTTP/1.0"))
            {
                throw RequestAddress.Bad("version", $"{words[^1]} is not spoken", "write HTTP/1.1, or nothing", place);
            }

            int count = words.Length - (versioned ? 1 : 0);
            return count switch
            {
                1 => ("GET", words[0]),
                2 when words[0].Length <= LongestMethod && !words[0].AsSpan().ContainsAnyExceptInRange('A', 'Z') => (words[0], words[1]),
                _ => throw RequestAddress.Bad("bad-line", $"this is no request line: {line}", "write METHOD URL, such as GET http://127.0.0.1:8080/", place),
            };
        }

        private static (RequestAddress Address, string Target) Resolve(string url, string? baseUrl, int? port, string place)
        {
            if (!url.StartsWith('/'))
            {
                return RequestAddress.Split(url, place);
            }

            return baseUrl is null
                ? throw RequestAddress.Bad("no-host", $"no host is named for {url}", "write the whole URL, or give the server's URL beside the file", place)
                : (RequestAddress.Split(Fill(baseUrl, port, baseUrl), baseUrl).Address, RequestAddress.Target(url, place));
        }

        private static string WithQuery(string line, string more)
        {
            int version = line.LastIndexOf(" HTTP/", StringComparison.Ordinal);
            return version < 0 ? line + more : line[..version] + more + line[version..];
        }

        private static bool IsComment(string line) => line.StartsWith('#') || line.StartsWith("//", StringComparison.Ordinal);

        private static string Place(string path, int line) => string.Create(CultureInfo.InvariantCulture, $"{path}:{line + 1}");
    }
}
