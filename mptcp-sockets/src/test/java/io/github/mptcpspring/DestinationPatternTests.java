/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DestinationPattern}.
 */
class DestinationPatternTests {

	private static final String ADDRESS_OF_NAMES = "203.0.113.9";

	@ParameterizedTest
	@CsvSource({ "db.example.com, db.example.com", "DB.Example.com, db.eXample.COM", "db.example.com., db.example.com",
			"db.example.com, db.example.com.", "localhost, localhost", "my_db-1, my_db-1",
			".example.com, db.example.com", "*.example.com, a.b.example.com", ".COM, db.example.com",
			"192.0.2.1, 192.0.2.1", "203.0.113.9, db.example.com", "203.0.113.0/24, db.example.com",
			"10.0.0.0/8, 10.255.0.1", "10.1.2.3/8, 10.0.0.1", "0.0.0.0/0, 192.0.2.1", "192.0.2.1/32, 192.0.2.1",
			"192.0.2.128/25, 192.0.2.200", "2001:db8::1, 2001:db8:0::1", "2001:db8::/32, 2001:db8:ffff::1",
			"2001:db8::/127, 2001:db8::1", "::/0, 2001:db8::1", "::1, ::1", "' 192.0.2.1 ', 192.0.2.1" })
	void matches(String pattern, String destination) throws UnknownHostException {
		assertThat(DestinationPattern.of(pattern).matches(resolved(destination))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "db.example.com, db2.example.com", "db.example.com, a.db.example.com", ".example.com, example.com",
			".example.com, badexample.com", "*.example.com, example.com", "192.0.2.1, 192.0.2.2",
			"10.0.0.0/8, 11.0.0.1", "192.0.2.128/25, 192.0.2.1", "192.0.2.0/24, 2001:db8::1",
			"2001:db8::/32, 2001:db9::1", "0.0.0.0/0, ::1", "::/0, 192.0.2.1", "localhost, 127.0.0.1" })
	void doesNotMatch(String pattern, String destination) throws UnknownHostException {
		assertThat(DestinationPattern.of(pattern).matches(resolved(destination))).isFalse();
	}

	@Test
	void onlyTheNameOfWhatIsNotResolvedCanMatch() {
		InetSocketAddress unresolved = InetSocketAddress.createUnresolved("db.example.com", 5432);
		assertThat(DestinationPattern.of("db.example.com").matches(unresolved)).isTrue();
		assertThat(DestinationPattern.of("0.0.0.0/0").matches(unresolved)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "http://example.com", "example.com:80", "192.0.2.1:80", "[::1]", "[::1]:80",
			"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/", "/8", "10.0.0.0/255.0.0.0", "example.com/8",
			"2001:db8::/129", "::ffff:10.0.0.0/104", "10", "10.1", "256.0.0.1", "1.2.3.4.5", "db..example.com", "*",
			"*example.com", "db.*.com", "a b", "fe80::1%eth0", "-:-" })
	void anythingElseIsRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> DestinationPattern.of(pattern))
			.withMessageContaining("is not a destination")
			.withMessageContaining("(10.0.0.0/8, 2001:db8::/32)");
	}

	@Test
	void equalsOneOfTheSameText() {
		assertThat(DestinationPattern.of("::1")).isEqualTo(DestinationPattern.of(" ::1"))
			.hasSameHashCodeAs(DestinationPattern.of("::1"))
			.hasToString("::1")
			.isNotEqualTo(DestinationPattern.of("0::1"));
	}

	private static InetSocketAddress resolved(String destination) throws UnknownHostException {
		boolean literal = destination.indexOf(':') >= 0 || Character.isDigit(destination.charAt(0));
		return new InetSocketAddress(
				literal ? InetAddress.ofLiteral(destination)
						: InetAddress.getByAddress(destination, InetAddress.ofLiteral(ADDRESS_OF_NAMES).getAddress()),
				80);
	}

}
