namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>Why a file cannot be read: a key of <see cref="ImportText"/> and what goes into its sentence.</summary>
internal sealed record Refusal(string Key, params object[] Values);
