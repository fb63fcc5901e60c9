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

package io.github.mptcpspring.internal.descriptor;

import java.util.Optional;
import java.util.function.Supplier;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Access to the kernel that runs this process.
 * <p>
 * System calls are linked on demand, which loads native code on Linux. On other systems
 * no class of the package {@code linux} is loaded.
 */
public final class Kernel {

	private final Supplier<Linkage> linker;

	private volatile @Nullable Linkage linkage;

	/**
	 * Create a new instance for the kernel of this host.
	 */
	public Kernel() {
		this(System.getProperty("os.name"));
	}

	public Kernel(String system) {
		this(() -> system.equals("Linux") ? Linux.link() : Linkage.missing(SocketProblems.otherSystem(system)));
	}

	public Kernel(SystemCalls calls) {
		this(() -> Linkage.of(calls));
	}

	public Kernel(Problem problem) {
		this(() -> Linkage.missing(problem));
	}

	private Kernel(Supplier<Linkage> linker) {
		this.linker = linker;
	}

	/**
	 * Return the system calls.
	 * @return the system calls, or empty if they are not available
	 */
	public Optional<SystemCalls> calls() {
		return linkage().calls();
	}

	/**
	 * Return why system calls are not available.
	 * @return the problem, or empty if they are available
	 */
	public Optional<Problem> findProblem() {
		return linkage().problem();
	}

	private Linkage linkage() {
		Linkage known = this.linkage;
		if (known == null) {
			known = this.linker.get();
			this.linkage = known;
		}
		return known;
	}

	/**
	 * A separate class, because loading a class loads the exceptions that it catches.
	 */
	private static final class Linux {

		private Linux() {
		}

		private static Linkage link() {
			try {
				return Linkage.of(SystemCalls.link());
			}
			catch (SystemCallsUnavailableException ex) {
				return Linkage.missing(SocketProblems.systemCallsUnavailable(ex));
			}
		}

	}

	/**
	 * The result of linking: exactly one component is present.
	 *
	 * @param calls the system calls
	 * @param problem why they are not available
	 */
	private record Linkage(Optional<SystemCalls> calls, Optional<Problem> problem) {

		static Linkage of(SystemCalls calls) {
			return new Linkage(Optional.of(calls), Optional.empty());
		}

		static Linkage missing(Problem problem) {
			return new Linkage(Optional.empty(), Optional.of(problem));
		}

	}

}
