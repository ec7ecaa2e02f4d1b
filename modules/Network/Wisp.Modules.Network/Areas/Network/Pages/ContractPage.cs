using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>A screen of one contract.</summary>
internal abstract class ContractPage(IStringLocalizer<NetworkText> text) : NetworkPage(text)
{
    private readonly IStringLocalizer _text = text;

    protected IActionResult Done(Guid id, string key)
    {
        TempData["toast"] = _text[key].Value;
        return Redirect($"/contracts/{id}");
    }
}
