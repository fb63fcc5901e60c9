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

package io.github.mptcpspring.laboratory;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.network.Download;
import io.github.mptcpspring.testsupport.network.Downloader;
import io.github.mptcpspring.testsupport.network.NetworkPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that one connection uses IPv4 on one path and IPv6 on the other.
 */
@Tag("laboratory")
@ParameterizedClass
@TomcatAndNetty
class AddressFamiliesTests extends LaboratoryTests {

	private static final int LENGTH = 6_000_000;

	@Override
	Laboratory build(WebServerKind serverKind) {
		return Laboratory.withIpv4AndIpv6().limitRate(20).serve(serverKind);
	}

	@Test
	void connectionOfWebClientOverIpv4UsesIpv6Too() {
		assertUsesBoth(laboratory().startWebClient(), laboratory().path(1));
	}

	@Test
	void connectionOfWebClientOverIpv6UsesIpv4Too() {
		assertUsesBoth(laboratory().startWebClient(), laboratory().path(2));
	}

	@Test
	void connectionOfCurlOverIpv6UsesIpv4Too() {
		assertUsesBoth(laboratory().startCurl(), laboratory().path(2));
	}

	private void assertUsesBoth(Downloader client, NetworkPath path) {
		long before1 = laboratory().path(1).bytesToClient();
		long before2 = laboratory().path(2).bytesToClient();
		try (client) {
			Download download = client.download(laboratory().server(path), LENGTH);
			download.await();
			assertThat(download.atServer()).isEqualTo(KernelProtocol.MPTCP);
		}
		assertThat(laboratory().path(1).bytesToClient() - before1).isGreaterThan(LENGTH / 3);
		assertThat(laboratory().path(2).bytesToClient() - before2).isGreaterThan(LENGTH / 3);
	}

}
