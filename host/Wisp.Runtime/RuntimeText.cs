namespace Wisp.Runtime;

/// <summary>Texts of the runtime: <c>Resources/RuntimeText.resx</c>.</summary>
public sealed class RuntimeText;
