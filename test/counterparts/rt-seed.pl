# Fills a fresh Request Tracker for tests: one catalog with two fields, people, three accounts with tokens. Prints the tokens as JSON.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use JSON;
use RT;
RT::LoadConfig();
RT::Init();

my $wish = JSON::decode_json(do { local $/; <STDIN> });

sub made {
    my ($object, %about) = @_;
    my ($ok, $text) = $object->Create(%about);
    die "$text\n" unless $ok;
    return $object;
}

sub person { return made(RT::User->new(RT->SystemUser), Name => $_[0], Privileged => $_[1]) }

sub token {
    my ($user) = @_;
    my ($ok, $text, $token) = RT::AuthToken->new(RT->SystemUser)->Create(Owner => $user->Id, Description => 'test');
    die "$text\n" unless $ok;
    return $token;
}

sub granted {
    my ($user, $object, @rights) = @_;
    for my $right (@rights) {
        my ($ok, $text) = $user->PrincipalObj->GrantRight(Right => $right, Object => $object);
        die "$text\n" unless $ok;
    }
}

my $catalog = made(RT::Catalog->new(RT->SystemUser), Name => $wish->{catalog}, Lifecycle => 'assets');
for my $name (@{ $wish->{fields} }) {
    my $field = made(RT::CustomField->new(RT->SystemUser), Name => $name, Type => 'FreeformSingle', LookupType => 'RT::Catalog-RT::Asset');
    $field->AddToObject(RT::Catalog->new(RT->SystemUser));
}
person($_, 0) for @{ $wish->{people} };

# Exactly the rights that the documentation asks for.
my $writer = person('lastday', 1);
granted($writer, RT->System, 'ShowAsset', 'SeeCustomField');
granted($writer, $catalog, 'ShowCatalog', 'ModifyAsset');
# May look and not touch.
my $reader = person('lastday-read', 1);
granted($reader, RT->System, 'ShowAsset', 'SeeCustomField');
granted($reader, $catalog, 'ShowCatalog');
# Sees one catalog only, so that Request Tracker tells it no total.
my $narrow = person('lastday-narrow', 1);
granted($narrow, RT->System, 'SeeCustomField');
granted($narrow, $catalog, 'ShowCatalog', 'ShowAsset');

# Asset numbers begin at 311: one that nobody can see has the number before it.
$RT::Handle->SimpleQuery(q{INSERT INTO Assets (id, Name, Catalog, Status) VALUES (310, 'none', 1, 'deleted')});

my $root = RT::User->new(RT->SystemUser);
$root->Load('root');
print JSON::encode_json({ writer => token($writer), reader => token($reader), narrow => token($narrow), person => token($root) });
