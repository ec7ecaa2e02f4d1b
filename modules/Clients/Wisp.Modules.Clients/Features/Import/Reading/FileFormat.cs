namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>How a file is to be read; what is <c>null</c> is guessed.</summary>
/// <param name="Encoding">A name of <see cref="TextEncoding.Names"/>.</param>
/// <param name="Separator">One of <see cref="Reading.Separator.All"/>.</param>
/// <param name="Sheet">A sheet's place in its workbook.</param>
internal sealed record FileFormat(string? Encoding = null, char? Separator = null, int? Sheet = null);
