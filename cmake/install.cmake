# SPDX-License-Identifier: BSL-1.0
# The package that find_package(tinytmpl) finds: headers, tinytmpl_add_model and, if it was built, the exporter.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_DATADIR}/cmake/tinytmpl")

install(TARGETS tinytmpl EXPORT tinytmplTargets FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT tinytmplTargets NAMESPACE tinytmpl:: DESTINATION "${package_dir}")
configure_package_config_file(
  cmake/tinytmplConfig.cmake.in tinytmplConfig.cmake
  INSTALL_DESTINATION "${package_dir}"
  PATH_VARS CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(tinytmplConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(
  FILES cmake/tinytmpl_add_model.cmake "${CMAKE_CURRENT_BINARY_DIR}/tinytmplConfig.cmake"
        "${CMAKE_CURRENT_BINARY_DIR}/tinytmplConfigVersion.cmake"
  DESTINATION "${package_dir}")
