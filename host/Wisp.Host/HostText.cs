namespace Wisp.Host;

/// <summary>Texts of the host's own pages: <c>Resources/HostText.resx</c>.</summary>
public sealed class HostText;
