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

package io.github.mptcpspring.sockets;

import io.github.mptcpspring.Problem.Persistence;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.Creator;
import io.github.mptcpspring.testsupport.FakeSocket;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The limit of open files is reached before, during or right after the swap.
 */
class SocketSwapDescriptorLimitTests {

	private final FakeSystemCalls kernel = new FakeSystemCalls();

	private final ProcessSockets mptcpSockets = new ProcessSockets(new Kernel(this.kernel));

	@ParameterizedTest
	@EnumSource(Creator.class)
	void whenNoDescriptorIsLeftTheSocketIsKept(Creator creator) {
		int descriptor = creator.create(this.kernel);
		leaveFree(0);
		verifyKept(descriptor);
	}

	@ParameterizedTest
	@EnumSource(Creator.class)
	void whenNoDescriptorIsLeftAndMptcpWasAvailableTheSocketIsKept(Creator creator) {
		int descriptor = creator.create(this.kernel);
		assertThat(this.mptcpSockets.findProblem()).isEmpty();
		leaveFree(0);
		verifyKept(descriptor);
	}

	@ParameterizedTest
	@EnumSource(names = { "V4_WITH_OPTIONS", "V6_WITH_OPTIONS" })
	void whenTheMptcpSocketTakesTheLastDescriptorAndOptionsAreSetTheSocketIsKept(Creator creator) {
		int descriptor = creator.create(this.kernel);
		leaveFree(1);
		verifyKept(descriptor);
	}

	@ParameterizedTest
	@EnumSource(Creator.class)
	void whenTwoDescriptorsAreLeftTheSocketIsSwapped(Creator creator) {
		int descriptor = creator.create(this.kernel);
		leaveFree(2);
		assertThat(this.mptcpSockets.swap(descriptor)).isEqualTo(new Swapped());
	}

	@ParameterizedTest
	@EnumSource(Creator.class)
	void whenDescriptorsAreFreeAgainTheSocketIsSwapped(Creator creator) {
		int descriptor = creator.create(this.kernel);
		leaveFree(0);
		verifyKept(descriptor);
		leaveFree(2);
		assertThat(this.mptcpSockets.swap(descriptor)).isEqualTo(new Swapped());
	}

	/** The descriptors in use are the lowest ones. */
	private void leaveFree(int count) {
		this.kernel.setLimit(this.kernel.openDescriptors().size() + count);
	}

	private void verifyKept(int descriptor) {
		FakeSocket tcp = this.kernel.at(descriptor);
		String before = tcp.toString();
		assertThat(this.mptcpSockets.swap(descriptor)).isInstanceOfSatisfying(Kept.class, (kept) -> {
			assertThat(kept.because().description()).contains("EMFILE");
			assertThat(kept.because().persistence()).isEqualTo(Persistence.TEMPORARY);
		});
		assertThat(this.kernel.at(descriptor)).isSameAs(tcp).hasToString(before);
		assertThat(this.kernel.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, descriptor);
	}

}
