using Wisp.Modules.Clients.Domain;

namespace Wisp.Clients.Tests.Rules;

public sealed class NameTests
{
    [Fact]
    [Trait("rule", "FORM-04")]
    public void A_draft_starts_as_other() => Assert.Equal(PersonKind.Other, new ClientDraft().KindPerson);

    [Theory]
    [InlineData("Other")]
    [InlineData("Legal")]
    [Trait("rule", "FORM-05")]
    [Trait("rule", "FORM-08")]
    public void Other_and_legal_persons_need_the_name_alone(string kind)
    {
        var person = Enum.Parse<PersonKind>(kind);
        Assert.Equal("rule.name-required", Drafts.Refused(new ClientDraft { KindPerson = person, Name = "  " }).Rule);
        Assert.Equal("Fibra Sur SRL", Drafts.Accepted(new ClientDraft { KindPerson = person, Name = " Fibra Sur SRL " }).Name);
    }

    [Theory]
    [InlineData(null, "Ana", "María", "Pérez", "Gómez", true)]
    [InlineData("Ana P.", "Ana", null, "Pérez", "Gómez", true)]
    [InlineData(null, "Ana", " ", "Pérez", "Gómez", false)]
    [InlineData("Ana P.", "Ana", null, "Pérez", null, false)]
    [InlineData(null, null, null, null, null, false)]
    [Trait("rule", "FORM-06")]
    public void A_natural_person_needs_four_of_the_five(string? name, string? first, string? second, string? surname, string? other, bool good)
    {
        var draft = new ClientDraft
        {
            KindPerson = PersonKind.Natural, Name = name, FirstName = first, SecondName = second, FirstSurname = surname, SecondSurname = other,
        };
        if (good) Drafts.Accepted(draft);
        else Assert.Equal("rule.natural-names", Drafts.Refused(draft).Rule);
    }

    [Fact]
    [Trait("rule", "FORM-07")]
    public void A_blank_name_is_composed_from_the_parts() =>
        Assert.Equal("Ana María Pérez Gómez", Drafts.Accepted(new ClientDraft
        {
            KindPerson = PersonKind.Natural, FirstName = "Ana", SecondName = "María", FirstSurname = "Pérez", SecondSurname = "Gómez",
        }).Name);

    [Fact]
    [Trait("rule", "FORM-09")]
    public void Parts_are_cleared_for_other_kinds()
    {
        var values = Drafts.Accepted(new ClientDraft { KindPerson = PersonKind.Legal, Name = "Ana", FirstName = "Ana", SecondSurname = "Gómez" });
        Assert.Equal("Ana", values.Name);
        Assert.Null(values.FirstName);
        Assert.Null(values.SecondSurname);
    }
}
