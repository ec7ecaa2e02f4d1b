using System.Net.Mail;
using System.Text;

namespace Wisp.Host.Features.Operators;

/// <summary>What the operators page asks for.</summary>
public sealed class OperatorForm
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Language { get; set; }

    public List<Guid> Roles { get; set; } = [];

    /// <summary>Trims, and says what is missing or wrong.</summary>
    public IEnumerable<Problem> Check()
    {
        Name = Clean(Name);
        Email = Clean(Email);
        if (Language is not ("es" or "en")) Language = null;
        Roles = [.. Roles.Distinct()];
        if (Name.Length is 0 or > 100) yield return new Problem(nameof(Name), "operators.name-length", Name.Length);
        if (Name.Any(char.IsControl)) yield return new Problem(nameof(Name), "form.control");
        if (!IsAddress(Email)) yield return new Problem(nameof(Email), "operators.email-invalid", Email);
        if (Roles.Count == 0) yield return new Problem(nameof(Roles), "operators.no-role");
    }

    private static string Clean(string? text) => (text ?? "").Normalize(NormalizationForm.FormC).Trim();

    private static bool IsAddress(string text) =>
        text.Length is > 2 and <= 256 && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
