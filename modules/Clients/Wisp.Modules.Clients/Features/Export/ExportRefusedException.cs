namespace Wisp.Modules.Clients.Features.Export;

/// <summary>No file can be made that holds all that was asked for and nothing else; the message is a sentence for who asked.</summary>
internal sealed class ExportRefusedException(string sentence) : Exception(sentence);

/// <summary>Who asked does not want it any more.</summary>
internal sealed class ExportCancelledException : Exception;
