using System.Security.Cryptography;
using System.Text;

namespace Hone.Linux.Trackers;

/// <summary>
/// This machine in a lease: twelve hexadecimal digits of a digest of its name, because a JSONL file travels with the repository and need
/// not tell what machines are called. Two machines of one name count as one.
/// </summary>
internal static class HostMark
{
    /// <summary>The mark.</summary>
    public static string Own { get; } = Of(Environment.MachineName);

    /// <summary>The mark of a machine of a name.</summary>
    public static string Of(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("hone lease on " + name)))[..12];
}
