namespace Wisp.Modules.Portal;

/// <summary>Names the texts of devices, notices and messages.</summary>
internal sealed class NoticeText;
