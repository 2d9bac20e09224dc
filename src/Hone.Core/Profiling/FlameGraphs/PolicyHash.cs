using System.Security.Cryptography;
using System.Text;

namespace Hone.Profiling.FlameGraphs;

/// <summary>How a content security policy names a script or a style that stands in the page (Content Security Policy Level 3, hash-source).</summary>
public static class PolicyHash
{
    /// <summary>The name of a text, without the quotes that a policy puts around it.</summary>
    public static string Of(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
