using Hone.Profiling;
using Hone.Profiling.FlameGraphs;

namespace Hone.Cli.Steps.Drawing;

/// <summary>A profile that was read or recorded, what it says, and what was made of it.</summary>
/// <param name="Profile">The profile, with the chosen metric first and only the chosen stacks.</param>
/// <param name="Hotspots">Its hotspots.</param>
/// <param name="Title">The heading.</param>
/// <param name="Format">The format that was read, or the collector that recorded.</param>
/// <param name="Bytes">What was written.</param>
/// <param name="Layout">The drawing's boxes; null for another form.</param>
internal sealed record FlamegraphResult(Profile Profile, HotspotReport Hotspots, string Title, string Format, ReadOnlyMemory<byte> Bytes, FlameGraphLayout? Layout);
