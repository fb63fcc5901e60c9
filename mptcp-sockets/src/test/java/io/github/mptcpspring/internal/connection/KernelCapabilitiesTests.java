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

package io.github.mptcpspring.internal.connection;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KernelCapabilitiesTests {

	@Test
	void anOlderKernelReportsLess() {
		FakeProcess process = new FakeProcess().onLinux61();
		assertThat(KernelCapabilities.probe(process)).contains(new KernelCapabilities(false, false, false));
		assertThat(process.opened()).isEmpty();
	}

	@Test
	void aNewerKernelReportsAll() {
		FakeProcess process = new FakeProcess();
		assertThat(KernelCapabilities.probe(process)).contains(new KernelCapabilities(true, true, true));
		assertThat(process.opened()).isEmpty();
	}

	@Test
	void withoutMptcpThereIsNothingToReport() {
		FaultySystemCalls calls = new FaultySystemCalls(new FakeProcess());
		calls.failEach("socket .*", Errno.EPROTONOSUPPORT);
		assertThat(KernelCapabilities.probe(calls)).isEmpty();
	}

}
