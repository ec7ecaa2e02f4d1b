using System.Security.Cryptography;
using Wisp.Modules.Clients.Domain;
using Wisp.Tool.Demo;
using Wisp.Tool.Demo.Numbers;

namespace Wisp.Clients.Tests.Demo;

/// <summary>The demo's people pass the rules of the country that they are made for.</summary>
public sealed class DemoPeopleTests
{
    private const int Thousands = 3000;

    [Theory]
    [InlineData("AR", "DNI", "CUIT", "+54")]
    [InlineData("UY", "CI", "RUT", "+598")]
    [InlineData("CL", "PAS", null, "")]
    [InlineData("FR", "PAS", null, "")]
    public void They_have_the_documents_and_phones_of_the_country(string country, string ofPerson, string? ofFirm, string callingCode)
    {
        var made = new MadeUpPeople(CountryNumbers.Of(country));
        var documents = new HashSet<string>();
        for (var i = 0; i < Thousands; i++)
        {
            var check = ClientRules.Check(Draft(made.Next()), country);
            Assert.Empty(check.Errors);
            Assert.Empty(check.Doubts);
            var client = check.Values!;
            Assert.Equal(client.KindPerson == PersonKind.Legal ? ofFirm : ofPerson, client.DocumentType);
            Assert.StartsWith(callingCode, client.PhoneMobileKey, StringComparison.Ordinal);
            Assert.StartsWith(callingCode, client.PhoneKey ?? callingCode, StringComparison.Ordinal);
            Assert.True(client.DocumentKey is null || documents.Add(client.DocumentKey), $"{client.DocumentKey} twice");
        }

        Assert.InRange(documents.Count, Thousands / 2, Thousands);
    }

    [Fact]
    public async Task The_people_of_an_Argentine_provider_are_the_same_ones_every_time()
    {
        using var file = new MemoryStream();
        await DemoPeople.WriteAsync(Thousands, null, "AR", file);
        Assert.Equal("D6BEDAC91D050BA089BF4E7549B3A9B95C8C628708A8A3EDC361FC8E677D6314", Convert.ToHexString(SHA256.HashData(file.ToArray())));
    }

    [Fact]
    public void A_million_Uruguayans_and_more_share_no_document()
    {
        const int people = 1_100_000;
        var numbers = new UruguayanNumbers();
        Assert.Equal(people, Enumerable.Range(0, people).Select(numbers.OfPerson).Distinct().Count());
        Assert.Equal(people, Enumerable.Range(0, people).Select(numbers.OfFirm).Distinct().Count());
    }

    private static ClientDraft Draft(Person person) => new()
    {
        KindPerson = PersonKinds.Parse(person.Kind),
        Name = person.Name,
        FirstName = person.FirstName,
        SecondName = person.SecondName,
        FirstSurname = person.FirstSurname,
        SecondSurname = person.SecondSurname,
        DocumentType = person.Document.Type,
        Document = person.Document.Number,
        Phone = person.Phone,
        PhoneMobile = person.Mobile,
        Email = person.Email,
    };
}
