namespace Wisp.ModuleHost;

/// <summary>The process cannot start. The message is one sentence for the person who starts it.</summary>
/// <param name="message">The sentence.</param>
public class ModuleStartException(string message) : Exception(message);
