namespace Wisp.Modules.Portal;

/// <summary>Names the texts of what subscribers do for themselves, and of the screens where operators answer.</summary>
internal sealed class SelfText;
