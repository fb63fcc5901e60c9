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

package io.github.mptcpspring.internal.fastopen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FastOpenSysctl}.
 */
@Tag("kernel")
class FastOpenSysctlTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "0, false, false", "1, true, false", "2, false, true", "3, true, true", "0x403, true, true",
			"1024, false, false" })
	void eachSideHasABitOfItsOwn(String value, boolean client, boolean server) throws IOException {
		FastOpenSysctl sysctl = FastOpenSysctl.read(file(value + "\n")).orElseThrow();
		assertThat(sysctl.client()).isEqualTo(client);
		assertThat(sysctl.findMissingClientBit().isEmpty()).isEqualTo(client);
		assertThat(sysctl.server()).isEqualTo(server);
		assertThat(sysctl.findMissingServerBit().isEmpty()).isEqualTo(server);
	}

	@Test
	void theFixKeepsTheOtherBits() {
		assertThat(new FastOpenSysctl(0x402).findMissingClientBit()).contains(
				Problem
					.temporary("net.ipv4.tcp_fastopen is 1026 and lacks the client bit (1)", "Set the bit",
							"sysctl -w net.ipv4.tcp_fastopen=1027")
					.of(Feature.FAST_OPEN));
		assertThat(new FastOpenSysctl(1).findMissingServerBit()).contains(
				Problem
					.temporary("net.ipv4.tcp_fastopen is 1 and lacks the server bit (2)", "Set the bit",
							"sysctl -w net.ipv4.tcp_fastopen=3")
					.of(Feature.FAST_OPEN));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "many", "99999999999" })
	void whatIsNoNumberIsNotKnown(String value) throws IOException {
		assertThat(FastOpenSysctl.read(file(value))).isEmpty();
	}

	@Test
	void whatIsMissingIsNotKnown() {
		assertThat(FastOpenSysctl.read(this.directory.resolve("missing"))).isEmpty();
	}

	// A file of a number is read to its end by the first read(2), however little that
	// asks
	// for
	@Test
	@InNetworkNamespace(sysctl = "net.ipv4.tcp_fastopen=519")
	void aNumberOfSeveralDigitsIsReadFromTheKernel() {
		assertThat(FastOpenSysctl.readThisHost()).contains(new FastOpenSysctl(519));
	}

	private Path file(String content) throws IOException {
		return Files.writeString(this.directory.resolve("tcp_fastopen"), content);
	}

}
